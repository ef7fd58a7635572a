import type { LatencySeries } from "#contracts/view.ts";

export type LatencyMetric = "p50Ms" | "p95Ms" | "maxMs";
/** `at` is epoch ms; every other key is a region with its latency in ms. */
export type LatencyRow = { at: number } & Record<string, number | null>;
export type FailedSpan = { fromAt: number; toAt: number; failed: number };

/**
 * One row per moment with a value per region. Buckets shorter than the interval hold one tick at most and many are
 * empty, so they are joined up to the interval; a longer silence stays a hole in the line.
 */
export function latencyRows(data: LatencySeries, metric: LatencyMetric, intervalMs: number): LatencyRow[] {
  const stepMs = Math.max(1, Math.ceil(intervalMs / data.bucketMs)) * data.bucketMs;
  const rows = new Map<number, LatencyRow>();
  for (const { region, points } of data.series) {
    for (const point of points) {
      const at = point.at - ((point.at - data.fromMs) % stepMs);
      const row = rows.get(at) ?? emptyRow(at, data);
      row[region] = point[metric] ?? row[region] ?? null;
      rows.set(at, row);
    }
  }
  return [...rows.values()].sort((a, b) => a.at - b.at);
}

/** Neighbouring buckets with a failed check in any region, joined. */
export function failedSpans(data: LatencySeries): FailedSpan[] {
  const failedAt = new Map<number, number>();
  for (const { points } of data.series) {
    for (const { at, failed } of points) if (failed > 0) failedAt.set(at, (failedAt.get(at) ?? 0) + failed);
  }
  const spans: FailedSpan[] = [];
  for (const [at, failed] of [...failedAt].sort(([a], [b]) => a - b)) {
    const last = spans.at(-1);
    if (last !== undefined && last.toAt >= at) {
      last.toAt = at + data.bucketMs;
      last.failed += failed;
    } else spans.push({ fromAt: at, toAt: at + data.bucketMs, failed });
  }
  return spans;
}

export function hasLatency(data: LatencySeries): boolean {
  return data.series.some(({ points }) => points.some((point) => point.ok + point.failed > 0));
}

function emptyRow(at: number, data: LatencySeries): LatencyRow {
  const regions = data.series.map(({ region }) => [region, null] as const);
  return { ...Object.fromEntries(regions), at } as LatencyRow;
}
