import type { Format } from "#ui/format/make-format.ts";

const SHORT_MS = 10_000;

/** How long a run took: jobs take from milliseconds to days. */
export function tookOf(format: Format, durationMs: number): string {
  return durationMs < SHORT_MS ? format.latency(durationMs) : format.duration(durationMs);
}
