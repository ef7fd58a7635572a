/** Null latencies where the bucket has no ok tick. `at` is epoch ms. */
export type LatencyPoint = {
  at: number;
  p50Ms: number | null;
  p75Ms: number | null;
  p95Ms: number | null;
  p99Ms: number | null;
  maxMs: number | null;
  ok: number;
  failed: number;
};

/** What happened meanwhile; `toMs` null: it goes on. A deploy is maintenance that a hook started. */
export type ChartMark = {
  kind: "incident" | "maintenance" | "deploy";
  id: string;
  name: string;
  fromMs: number;
  toMs: number | null;
};

export type LatencySeries = {
  fromMs: number;
  toMs: number;
  bucketMs: number;
  /** `tick`: exact percentiles of single checks; otherwise of merged sketches, within 1 %. */
  source: "tick" | "hour" | "day";
  series: { region: string; points: LatencyPoint[] }[];
  /** Of all regions together. */
  all: LatencyPoint[];
  /** In order of time. */
  marks: ChartMark[];
};

/** Mean milliseconds of each phase of the ok ticks that have phases; a phase that did not happen counts as 0. */
export type PhasePoint = {
  at: number;
  dnsMs: number;
  connectMs: number;
  tlsMs: number;
  waitMs: number;
  transferMs: number;
  checks: number;
};
export type PhaseSeries = {
  fromMs: number;
  toMs: number;
  bucketMs: number;
  /** How many ticks per bucket and region were looked at; null: all. */
  sampled: number | null;
  points: PhasePoint[];
};

/** One hour of the week over some weeks. `weekday` 1 is Monday. */
export type HeatCell = {
  weekday: number;
  hour: number;
  p50Ms: number | null;
  p95Ms: number | null;
  ok: number;
  failed: number;
};
export type HeatMap = {
  zone: string;
  days: number;
  /** Where the zone's clock is not a whole number of hours from UTC, cells begin so many minutes after the hour. */
  offsetMin: number;
  cells: HeatCell[];
};
