import type { LatencyPoint } from "#contracts/latency.ts";
import { mergeSketches, type Sketch, sketchQuantile } from "#domain/uptime/sketch.ts";

type Counted = { ok: number; failed: number; maxUs: number | null; sketch: Sketch };

/** Parts in groups of one key each, in the order in which the keys come. */
export function groupParts<Part, Key>(parts: readonly Part[], keyOf: (part: Part) => Key): Map<Key, Part[]> {
  const groups = new Map<Key, Part[]>();
  for (const part of parts) {
    const key = keyOf(part);
    const own = groups.get(key);
    if (own) own.push(part);
    else groups.set(key, [part]);
  }
  return groups;
}

/** One point for all parts: their counts added, percentiles of their merged sketch, which is within 1 % of the truth. */
export function mergeRollups(at: number, parts: readonly Counted[]): LatencyPoint {
  const [first, ...others] = parts.map((part) => part.sketch);
  const sketch =
    first !== undefined && others.length === 0 ? first : mergeSketches(parts.map((part) => part.sketch));
  const quantileMs = (q: number) => {
    const us = sketchQuantile(sketch, q);
    return us === null ? null : us / 1000;
  };
  const maxUs = parts.reduce((most, part) => Math.max(most, part.maxUs ?? 0), 0);
  return {
    at,
    p50Ms: quantileMs(0.5),
    p75Ms: quantileMs(0.75),
    p95Ms: quantileMs(0.95),
    p99Ms: quantileMs(0.99),
    maxMs: sketch.keys.length === 0 ? null : maxUs / 1000,
    ok: parts.reduce((sum, part) => sum + part.ok, 0),
    failed: parts.reduce((sum, part) => sum + part.failed, 0),
  };
}
