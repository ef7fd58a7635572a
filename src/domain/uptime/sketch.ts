/**
 * A mergeable latency sketch: counts by logarithmic bucket. Bucket `key` holds values in (GAMMA^(key−1), GAMMA^key] µs,
 * so a quantile read from it is at most 1 % off. Keys are ascending and as long as counts.
 */
export type Sketch = { keys: readonly number[]; counts: readonly number[] };

export const GAMMA = 1.02;
export const EMPTY_SKETCH: Sketch = { keys: [], counts: [] };

export function sketchKey(us: number): number {
  return Math.ceil(Math.log(Math.max(1, us)) / Math.log(GAMMA));
}

export function sketchOf(values: readonly number[]): Sketch {
  return mergeSketches(values.map((us) => ({ keys: [sketchKey(us)], counts: [1] })));
}

/** Merging sketches of parts gives the sketch of the whole, in any order. */
export function mergeSketches(sketches: readonly Sketch[]): Sketch {
  const merged = new Map<number, number>();
  for (const { keys, counts } of sketches) {
    keys.forEach((key, index) => {
      merged.set(key, (merged.get(key) ?? 0) + (counts[index] ?? 0));
    });
  }
  const sorted = [...merged].sort(([a], [b]) => a - b);
  return { keys: sorted.map(([key]) => key), counts: sorted.map(([, count]) => count) };
}

/** The value in µs below which the share `q` (0…1) lies; null for an empty sketch. */
export function sketchQuantile(sketch: Sketch, q: number): number | null {
  const total = sketch.counts.reduce((sum, count) => sum + count, 0);
  if (total === 0) return null;
  const rank = q * (total - 1);
  let below = 0;
  for (const [index, key] of sketch.keys.entries()) {
    below += sketch.counts[index] ?? 0;
    if (below > rank) return bucketMiddle(key);
  }
  return null;
}

/** The value whose relative distance to both ends of the bucket is the same. */
function bucketMiddle(key: number): number {
  return (2 * GAMMA ** key) / (GAMMA + 1);
}
