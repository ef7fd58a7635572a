const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;
export const MAX_BUCKETS = 300;

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

/** The finest round bucket that gives at most 300, with the span widened to whole buckets; single ticks up to a day. */
export function chooseLatencySpan(asked: { fromMs: number; toMs: number }): LatencySpan {
  const lengthMs = asked.toMs - asked.fromMs;
  const fits = (bucketMs: number) => Math.ceil(lengthMs / bucketMs) + 1 <= MAX_BUCKETS;
  if (lengthMs <= DAY_MS) return widen(asked, { bucketMs: OF_TICKS.find(fits) ?? HOUR_MS, source: "tick" });
  const hours = OF_HOURS.find(fits);
  if (hours !== undefined) return widen(asked, { bucketMs: hours, source: "hour" });
  return widen(asked, { bucketMs: OF_DAYS.find(fits) ?? 7 * DAY_MS, source: "day" });
}

function widen(
  asked: { fromMs: number; toMs: number },
  grain: Pick<LatencySpan, "bucketMs" | "source">,
): LatencySpan {
  const fromMs = Math.floor(asked.fromMs / grain.bucketMs) * grain.bucketMs;
  const toMs = Math.ceil(asked.toMs / grain.bucketMs) * grain.bucketMs;
  return { fromMs, toMs, ...grain };
}
