import type { LatencyPoint, LatencySeries } from "#contracts/latency.ts";

export type LatencyMetric = "p50Ms" | "p75Ms" | "p95Ms" | "p99Ms" | "maxMs";
/** `at` is epoch ms; every other key is a line with its latency in ms. */
export type LatencyRow = { at: number } & Record<string, number | null>;
export type FailedSpan = { fromAt: number; toAt: number; failed: number };
/** One line of a chart; `shiftMs` moves an earlier time over the one that is shown. */
export type LineSource = {
  key: string;
  points: readonly LatencyPoint[];
  metric: LatencyMetric;
  shiftMs?: number;
};
type Grid = Pick<LatencySeries, "fromMs" | "toMs" | "bucketMs">;

/**
 * One row per moment with a value per line. Buckets shorter than the interval hold one tick at most and many are
 * empty, so they are joined up to the interval; a longer silence stays a hole in the line.
 */
export function lineRows(grid: Grid, lines: readonly LineSource[], intervalMs: number): LatencyRow[] {
  const stepMs = stepOf(grid, intervalMs);
  const empty = Object.fromEntries(lines.map(({ key }) => [key, null]));
  const rows = new Map<number, LatencyRow>();
  for (const { key, points, metric, shiftMs = 0 } of lines) {
    for (const point of points) {
      const at = stepStart(grid, point.at + shiftMs, stepMs);
      const row = rows.get(at) ?? ({ ...empty, at } as LatencyRow);
      row[key] = point[metric] ?? row[key] ?? null;
      rows.set(at, row);
    }
  }
  return [...rows.values()].sort((a, b) => a.at - b.at);
}

/** Neighbouring steps with a failed check in any region, joined: a check stands for the time until the next one. */
export function failedSpans(data: LatencySeries, intervalMs: number): FailedSpan[] {
  const stepMs = stepOf(data, intervalMs);
  const failedAt = new Map<number, number>();
  for (const point of data.series.flatMap(({ points }) => points)) {
    const at = stepStart(data, point.at, stepMs);
    if (point.failed > 0) failedAt.set(at, (failedAt.get(at) ?? 0) + point.failed);
  }
  const spans: FailedSpan[] = [];
  for (const [at, failed] of [...failedAt].sort(([a], [b]) => a - b)) {
    const last = spans.at(-1);
    if (last !== undefined && last.toAt >= at) {
      last.toAt = Math.min(at + stepMs, data.toMs);
      last.failed += failed;
    } else spans.push({ fromAt: at, toAt: Math.min(at + stepMs, data.toMs), failed });
  }
  return spans;
}

/** Failed checks of all regions in the step that begins at `at`. */
export function failedAt(data: LatencySeries, intervalMs: number, at: number): number {
  const stepMs = stepOf(data, intervalMs);
  return data.series
    .flatMap(({ points }) => points)
    .filter((point) => stepStart(data, point.at, stepMs) === at)
    .reduce((sum, point) => sum + point.failed, 0);
}

export function hasLatency(data: LatencySeries): boolean {
  return data.series.some(({ points }) => points.some((point) => point.ok + point.failed > 0));
}

function stepOf(grid: Grid, intervalMs: number): number {
  return Math.max(1, Math.ceil(intervalMs / grid.bucketMs)) * grid.bucketMs;
}

function stepStart(grid: Grid, at: number, stepMs: number): number {
  return at - ((at - grid.fromMs) % stepMs);
}
