import { uniteSpans, type Window } from "../uptime/report-uptime.ts";

/** What is in both; each in order and without overlaps, as the result is. */
export function intersectSpans(a: readonly Window[], b: readonly Window[]): Window[] {
  const both: Window[] = [];
  let next = 0;
  for (const span of a) {
    while ((b[next]?.toMs ?? Number.POSITIVE_INFINITY) <= span.fromMs) next += 1;
    for (let at = next; ; at += 1) {
      const other = b[at];
      if (other === undefined || other.fromMs >= span.toMs) break;
      both.push({
        fromMs: Math.max(span.fromMs, other.fromMs),
        toMs: Math.min(span.toMs, other.toMs),
      });
    }
  }
  return both;
}

/** `spans` without `gone`; `spans` in order and without overlaps, as the result is. */
export function subtractSpans(spans: readonly Window[], gone: readonly Window[]): Window[] {
  return spans.flatMap((span) => {
    const rest: Window[] = [];
    let { fromMs } = span;
    for (const hole of uniteSpans(gone, span)) {
      if (hole.fromMs > fromMs) rest.push({ fromMs, toMs: hole.fromMs });
      fromMs = hole.toMs;
    }
    if (fromMs < span.toMs) rest.push({ fromMs, toMs: span.toMs });
    return rest;
  });
}

export function lengthOf(spans: readonly Window[]): number {
  return spans.reduce((sum, { fromMs, toMs }) => sum + toMs - fromMs, 0);
}

/** The last `lengthMs` of them, or all where they are shorter. */
export function lastOf(spans: readonly Window[], lengthMs: number): Window[] {
  const last: Window[] = [];
  let missingMs = lengthMs;
  for (const span of spans.toReversed()) {
    if (missingMs <= 0) break;
    const fromMs = Math.max(span.fromMs, span.toMs - missingMs);
    missingMs -= span.toMs - fromMs;
    last.unshift({ fromMs, toMs: span.toMs });
  }
  return last;
}
