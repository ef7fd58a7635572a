import { expect, test } from "vitest";
import { chooseLatencySpan, choosePhaseSpan, MAX_BUCKETS } from "./latency-span.ts";
import { mergeGaps } from "./merge-gaps.ts";

const HOUR_MS = 3_600_000;
const toMs = 1_795_264_123_456;

const lastHours = (hours: number) => ({ fromMs: toMs - hours * HOUR_MS, toMs });

test.each([1, 3, 24, 25, 168, 720, 2_160, 8_760, 9_000])(
  "%i hours make at most 300 whole buckets",
  (hours) => {
    const asked = lastHours(hours);
    const span = chooseLatencySpan(asked, 120_000);
    for (const { fromMs, toMs, bucketMs } of [span, choosePhaseSpan(asked)]) {
      expect((toMs - fromMs) / bucketMs).toBeLessThanOrEqual(MAX_BUCKETS);
      expect([fromMs % bucketMs, toMs % bucketMs]).toEqual([0, 0]);
      expect(fromMs <= asked.fromMs && toMs >= asked.toMs).toBe(true);
    }
    expect(span.source === "tick").toBe(hours <= 24);
  },
);

test("a day of a busy monitor is read from its hours, an hour of it from single ticks", () => {
  expect(chooseLatencySpan(lastHours(24), 10_000)).toMatchObject({ source: "hour", bucketMs: HOUR_MS });
  expect(chooseLatencySpan(lastHours(6), 10_000)).toMatchObject({ source: "tick" });
  expect(chooseLatencySpan(lastHours(1), 10_000)).toMatchObject({ source: "tick", bucketMs: 15_000 });
});

test("neighbouring slots of one region and reason are one line; a tick in between parts them", () => {
  const slot = (region: string, minute: number, reason: "lost" | "late" = "lost") => ({
    region,
    at: minute * 60_000,
    reason,
  });
  const slots = [
    slot("bb", 1),
    slot("aa", 3),
    slot("aa", 2),
    slot("aa", 5),
    slot("aa", 6, "late"),
    slot("aa", 2),
  ];
  expect(mergeGaps(slots, 60_000)).toEqual([
    { region: "aa", fromAt: 360_000, toAt: 360_000, slots: 1, reason: "late" },
    { region: "aa", fromAt: 300_000, toAt: 300_000, slots: 1, reason: "lost" },
    { region: "aa", fromAt: 120_000, toAt: 180_000, slots: 2, reason: "lost" },
    { region: "bb", fromAt: 60_000, toAt: 60_000, slots: 1, reason: "lost" },
  ]);
});

test("what is left out of a target that fails for long is one line, though every second slot has a tick", () => {
  const slots = [1, 3, 5].map((minute) => ({
    region: "aa",
    at: minute * 60_000,
    reason: "back_off" as const,
  }));
  expect(mergeGaps(slots, 60_000)).toEqual([
    { region: "aa", fromAt: 60_000, toAt: 300_000, slots: 3, reason: "back_off" },
  ]);
});
