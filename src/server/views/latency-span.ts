const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;
export const MAX_BUCKETS = 300;
/** Ticks lie in the order in which they came, so each is a page of its own: a long time of a busy monitor is told by its hours. */
const FINE_MS = 6 * HOUR_MS;
/** Of one region. */
const MAX_TICKS = 1_000;

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
  const isFine = lengthMs <= FINE_MS || (lengthMs <= DAY_MS && lengthMs / intervalMs <= MAX_TICKS);
  if (!isFine) return chooseRollupSpan(asked);
  return widen(asked, { bucketMs: OF_TICKS.find((size) => fits(asked, size)) ?? HOUR_MS, source: "tick" });
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

function fits({ fromMs, toMs }: Asked, bucketMs: number): boolean {
  return Math.ceil((toMs - fromMs) / bucketMs) + 1 <= MAX_BUCKETS;
}

function widen(asked: Asked, grain: Pick<LatencySpan, "bucketMs" | "source">): LatencySpan {
  const fromMs = Math.floor(asked.fromMs / grain.bucketMs) * grain.bucketMs;
  const toMs = Math.ceil(asked.toMs / grain.bucketMs) * grain.bucketMs;
  return { fromMs, toMs, ...grain };
}
