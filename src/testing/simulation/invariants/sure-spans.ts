import type { Window } from "#domain/uptime/report-uptime.ts";

/** What a region saw, by the moment at which the check was over. `isAfresh`: what came before is no part of a run with it. */
export type Sight = { at: number; isOk: boolean; isAfresh: boolean };

/** Longer than any interval of the simulation, and shorter than what silences a region. */
const MOST_APART_MS = 60_000;

/** When a region had seen the same `needed` times in a row, and saw it again: between the two nothing else was true. */
export function sureSpans(sights: readonly Sight[], wanted: { isOk: boolean; needed: number }): Window[] {
  const spans: Window[] = [];
  let run = 0;
  let last: Sight | null = null;
  for (const sight of sights) {
    const follows: boolean = last !== null && !sight.isAfresh && sight.at - last.at <= MOST_APART_MS;
    if (!follows) run = 0;
    if (sight.isOk !== wanted.isOk) run = 0;
    else if (last !== null && run >= wanted.needed) append(spans, { fromMs: last.at, toMs: sight.at });
    if (sight.isOk === wanted.isOk) run += 1;
    last = sight;
  }
  return spans;
}

/** When both say so; each list is in order and without overlaps. */
export function intersect(one: readonly Window[], other: readonly Window[]): Window[] {
  const both: Window[] = [];
  let next = 0;
  for (const span of one) {
    while ((other[next]?.toMs ?? Number.POSITIVE_INFINITY) <= span.fromMs) next += 1;
    for (let at = next; (other[at]?.fromMs ?? Number.POSITIVE_INFINITY) < span.toMs; at += 1) {
      const { fromMs = 0, toMs = 0 } = other[at] ?? {};
      both.push({ fromMs: Math.max(span.fromMs, fromMs), toMs: Math.min(span.toMs, toMs) });
    }
  }
  return both;
}

function append(spans: Window[], span: Window): void {
  const last = spans.at(-1);
  if (last !== undefined && last.toMs === span.fromMs) last.toMs = span.toMs;
  else spans.push(span);
}
