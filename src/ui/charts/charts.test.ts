import { expect, test } from "vitest";
import type { LatencySeries } from "#contracts/latency.ts";
import type { RecentTick } from "#contracts/view.ts";
import { countTicks, layOutBars } from "./lay-out-bars.ts";
import { failedAt, failedSpans, type LatencyMetric, lineRows } from "./lay-out-latency.ts";
import { layOutPhases } from "./lay-out-phases.ts";
import { timeTicks } from "./time-ticks.ts";

const ticks: RecentTick[] = [
  { at: 0, region: "a", outcome: "ok", totalMs: 10 },
  { at: 1000, region: "a", outcome: "timeout", totalMs: null },
  { at: 2000, region: "a", outcome: "internal", totalMs: null },
];

test("there are always forty bars with the newest at the right", () => {
  const bars = layOutBars(ticks);
  expect(bars).toHaveLength(40);
  expect(bars.slice(-4).map(({ look }) => look)).toEqual(["empty", "ok", "failed", "neutral"]);
});

test("a failed bar is taller than a good one, and a fault of ours is not a failure", () => {
  const [ok, failed, neutral] = layOutBars(ticks).slice(-3);
  expect(failed?.height).toBeGreaterThan(ok?.height ?? Number.POSITIVE_INFINITY);
  expect(neutral?.height).toBeLessThan(ok?.height ?? 0);
  expect(countTicks(ticks)).toEqual({ checks: 3, failed: 1 });
});

test("a bar knows its check", () => {
  expect(layOutBars(ticks).at(-2)?.tick).toEqual(ticks[1]);
});

const bucket = (at: number, p50Ms: number | null, failed = 0) => ({
  at,
  p50Ms,
  p75Ms: p50Ms,
  p95Ms: p50Ms,
  p99Ms: p50Ms,
  maxMs: p50Ms,
  ok: p50Ms === null ? 0 : 1,
  failed,
});

const series: LatencySeries = {
  fromMs: 0,
  toMs: 60_000,
  bucketMs: 10_000,
  source: "tick",
  all: [],
  marks: [],
  series: [
    { region: "a", points: [bucket(0, 5), bucket(10_000, null), bucket(20_000, 7), bucket(30_000, null, 1)] },
    { region: "b", points: [bucket(10_000, 9), bucket(30_000, null, 2), bucket(50_000, null, 1)] },
  ],
};

/** A line per region. */
function latencyRows(data: LatencySeries, metric: LatencyMetric, intervalMs: number) {
  const lines = data.series.map(({ region, points }) => ({ key: region, points, metric }));
  return lineRows(data, lines, intervalMs);
}

test("buckets shorter than the interval are joined so that the line is whole", () => {
  expect(latencyRows(series, "p50Ms", 20_000)).toEqual([
    { at: 0, a: 5, b: 9 },
    { at: 20_000, a: 7, b: null },
    { at: 40_000, a: null, b: null },
  ]);
});

test("an earlier time is laid over the one that is shown", () => {
  const [first] = series.series;
  const points = first?.points ?? [];
  const shifted = points.map((point) => ({ ...point, at: point.at - 7_000_000 }));
  const lines = [
    { key: "now", points, metric: "p95Ms" as const },
    { key: "before", points: shifted, metric: "p50Ms" as const, shiftMs: 7_000_000 },
  ];
  expect(lineRows(series, lines, 1_000).slice(0, 3)).toEqual([
    { at: 0, now: 5, before: 5 },
    { at: 10_000, now: null, before: null },
    { at: 20_000, now: 7, before: 7 },
  ]);
});

test("buckets longer than the interval stay as they are", () => {
  expect(latencyRows(series, "p50Ms", 1_000).map(({ at }) => at)).toEqual([
    0, 10_000, 20_000, 30_000, 50_000,
  ]);
});

test("neighbouring steps with failures are one span over all regions", () => {
  expect(failedSpans(series, 1_000)).toEqual([
    { fromAt: 30_000, toAt: 40_000, failed: 3 },
    { fromAt: 50_000, toAt: 60_000, failed: 1 },
  ]);
});

test("a failed check stands for its interval, so that an unbroken failure is an unbroken span", () => {
  expect(failedSpans(series, 20_000)).toEqual([{ fromAt: 20_000, toAt: 60_000, failed: 4 }]);
  expect([0, 20_000, 40_000].map((at) => failedAt(series, 20_000, at))).toEqual([0, 3, 1]);
});

test("phases lie side by side on a common scale, and phases that did not happen are left out", () => {
  const parts = layOutPhases(
    { dnsUs: 100, connectUs: 300, tlsUs: null, ttfbUs: 500, transferUs: 100 },
    2_000,
  );
  expect(parts.map(({ name, startPercent, widthPercent }) => [name, startPercent, widthPercent])).toEqual([
    ["dns", 0, 5],
    ["connect", 5, 15],
    ["wait", 20, 25],
    ["transfer", 45, 5],
  ]);
});

test.each([1 / 6, 1 / 3, 1 / 2, 1, 3, 24, 168, 720, 2_160])(
  "the axis of %d hours has few ticks, evenly spaced and inside",
  (hours) => {
    const from = Date.UTC(2026, 10, 21, 9, 47, 13);
    const ticks = timeTicks(from, from + hours * 3_600_000);
    const steps = new Set(ticks.slice(1).map((at, index) => at - (ticks[index] ?? 0)));
    expect(ticks.length).toBeGreaterThanOrEqual(3);
    expect(ticks.length).toBeLessThanOrEqual(9);
    expect(steps.size).toBe(1);
    expect(ticks[0]).toBeGreaterThanOrEqual(from);
  },
);
