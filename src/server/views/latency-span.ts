const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;
export const MAX_BUCKETS = 300;
/** Of one region: more of them take longer to read than a page may take, and their rollups tell the same. */
const MAX_TICKS = 3_000;

const OF_TICKS = [1, 2, 5, 10, 15, 30]
  .map((seconds) => seconds * 1000)
  .concat([1, 2, 5, 10, 15, 30].map((minutes) => minutes * MINUTE_MS));
const OF_HOURS = [1, 2, 3, 4].map((hours) => hours * HOUR_MS);
const OF_DAYS = [1, 2, 7].map((days) => days * DAY_MS);

export type LatencySpan = {
  fromMs: number;
  toMs: number;
  bucketMs: number;
  source: "tick" | "hour" | "day";
};
type Asked = { fromMs: number; toMs: number };

/** The finest round bucket that gives at most 300, with the span widened to whole buckets; single ticks while they are few. */
export function chooseLatencySpan(asked: Asked, intervalMs: number): LatencySpan {
  const lengthMs = asked.toMs - asked.fromMs;
  const bucketMs = lengthMs > DAY_MS || lengthMs / intervalMs > MAX_TICKS ? null : fineBucketMs(asked);
  return bucketMs === null ? chooseRollupSpan(asked) : widen(asked, { bucketMs, source: "tick" });
}

/** The same from rollups alone: what is left of a time whose ticks are gone. */
export function chooseRollupSpan(asked: Asked): LatencySpan {
  const hours = OF_HOURS.find((bucketMs) => fits(asked, bucketMs));
  if (hours !== undefined) return widen(asked, { bucketMs: hours, source: "hour" });
  const days = OF_DAYS.find((bucketMs) => fits(asked, bucketMs)) ?? 7 * DAY_MS;
  return widen(asked, { bucketMs: days, source: "day" });
}

/** Buckets for what is always read from ticks, however long the time is. */
export function choosePhaseSpan(asked: Asked): Omit<LatencySpan, "source"> {
  const bucketMs = [...OF_TICKS, ...OF_HOURS, ...OF_DAYS].find((size) => fits(asked, size)) ?? 7 * DAY_MS;
  const { source: _source, ...span } = widen(asked, { bucketMs, source: "tick" });
  return span;
}

function fineBucketMs(asked: Asked): number {
  return OF_TICKS.find((bucketMs) => fits(asked, bucketMs)) ?? HOUR_MS;
}

function fits({ fromMs, toMs }: Asked, bucketMs: number): boolean {
  return Math.ceil((toMs - fromMs) / bucketMs) + 1 <= MAX_BUCKETS;
}

function widen(asked: Asked, grain: Pick<LatencySpan, "bucketMs" | "source">): LatencySpan {
  const fromMs = Math.floor(asked.fromMs / grain.bucketMs) * grain.bucketMs;
  const toMs = Math.ceil(asked.toMs / grain.bucketMs) * grain.bucketMs;
  return { fromMs, toMs, ...grain };
}
