import { expect, test } from "vitest";
import { chooseLatencySpan, MAX_BUCKETS } from "./latency-span.ts";
import { mergeGaps } from "./merge-gaps.ts";

const HOUR_MS = 3_600_000;
const toMs = 1_795_264_123_456;

test.each([1, 3, 24, 25, 168, 720, 2_160, 8_760, 9_000])(
  "%i hours make at most 300 whole buckets",
  (hours) => {
    const asked = { fromMs: toMs - hours * HOUR_MS, toMs };
    const span = chooseLatencySpan(asked);
    expect((span.toMs - span.fromMs) / span.bucketMs).toBeLessThanOrEqual(MAX_BUCKETS);
    expect([span.fromMs % span.bucketMs, span.toMs % span.bucketMs]).toEqual([0, 0]);
    expect(span.fromMs <= asked.fromMs && span.toMs >= asked.toMs).toBe(true);
    expect(span.source === "tick").toBe(hours <= 24);
  },
);

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
