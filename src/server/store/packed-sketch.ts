import type { Sketch } from "#domain/uptime/sketch.ts";

/** Of a rollup `p`: as text, which is read five times faster than the driver's arrays. */
export const PACKED_SKETCH = `array_to_string(p.sketch_keys, ',') AS keys, array_to_string(p.sketch_counts, ',') AS counts`;
export type PackedSketch = { keys: string; counts: string };

export function unpackSketch({ keys, counts }: PackedSketch): Sketch {
  return { keys: numbersOf(keys), counts: numbersOf(counts) };
}

function numbersOf(text: string): number[] {
  return text === "" ? [] : text.split(",").map(Number);
}
