import type { LatencySeries } from "#contracts/latency.ts";

export type LatencyMetric = "p50Ms" | "p95Ms" | "maxMs";
/** `at` is epoch ms; every other key is a region with its latency in ms. */
export type LatencyRow = { at: number } & Record<string, number | null>;
export type FailedSpan = { fromAt: number; toAt: number; failed: number };

/**
 * One row per moment with a value per region. Buckets shorter than the interval hold one tick at most and many are
 * empty, so they are joined up to the interval; a longer silence stays a hole in the line.
 */
export function latencyRows(data: LatencySeries, metric: LatencyMetric, intervalMs: number): LatencyRow[] {
  const stepMs = stepOf(data, intervalMs);
  const rows = new Map<number, LatencyRow>();
  for (const { region, points } of data.series) {
    for (const point of points) {
      const at = stepStart(data, point.at, stepMs);
      const row = rows.get(at) ?? emptyRow(at, data);
      row[region] = point[metric] ?? row[region] ?? null;
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

function stepOf(data: LatencySeries, intervalMs: number): number {
  return Math.max(1, Math.ceil(intervalMs / data.bucketMs)) * data.bucketMs;
}

function stepStart(data: LatencySeries, at: number, stepMs: number): number {
  return at - ((at - data.fromMs) % stepMs);
}

function emptyRow(at: number, data: LatencySeries): LatencyRow {
  const regions = data.series.map(({ region }) => [region, null] as const);
  return { ...Object.fromEntries(regions), at } as LatencyRow;
}
