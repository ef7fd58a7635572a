import type { LatencySeries } from "#contracts/latency.ts";

export type LatencySummary = {
  region: string;
  lowestMedianMs: number | null;
  highestP95Ms: number | null;
  maxMs: number | null;
  ok: number;
  failed: number;
};

/** Extremes only: an average of percentiles would be a number that was never measured. */
export function summarizeLatency(data: LatencySeries): LatencySummary[] {
  return data.series.map(({ region, points }) => ({
    region,
    lowestMedianMs: extreme(
      points.map(({ p50Ms }) => p50Ms),
      Math.min,
    ),
    highestP95Ms: extreme(
      points.map(({ p95Ms }) => p95Ms),
      Math.max,
    ),
    maxMs: extreme(
      points.map(({ maxMs }) => maxMs),
      Math.max,
    ),
    ok: points.reduce((sum, point) => sum + point.ok, 0),
    failed: points.reduce((sum, point) => sum + point.failed, 0),
  }));
}

function extreme(values: readonly (number | null)[], pick: (a: number, b: number) => number): number | null {
  return values.reduce(
    (best, value) => (best === null || value === null ? (best ?? value) : pick(best, value)),
    null,
  );
}
