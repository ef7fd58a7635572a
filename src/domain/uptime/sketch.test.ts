import * as fc from "fast-check";
import { expect, test } from "vitest";
import { EMPTY_SKETCH, mergeSketches, sketchKey, sketchOf, sketchQuantile } from "./sketch.ts";

const latency = fc.integer({ min: 1, max: 60_000_000 });
const latencies = fc.array(latency, { minLength: 1, maxLength: 200 });

test("a quantile is at most 1 % away from the true one", () => {
  fc.assert(
    fc.property(latencies, fc.constantFrom(0, 0.5, 0.95, 0.99, 1), (values, q) => {
      const sorted = values.toSorted((a, b) => a - b);
      const exact = sorted[Math.floor(q * (sorted.length - 1))] ?? 0;
      const read = sketchQuantile(sketchOf(values), q) ?? Number.NaN;
      expect(Math.abs(read - exact) / exact).toBeLessThanOrEqual(0.0101);
    }),
  );
});

test("the sketch of the parts is the sketch of the whole", () => {
  fc.assert(
    fc.property(latencies, latencies, (a, b) => {
      const whole = sketchOf([...a, ...b]);
      expect(mergeSketches([sketchOf(a), sketchOf(b)])).toEqual(whole);
      expect(mergeSketches([sketchOf(b), sketchOf(a), EMPTY_SKETCH])).toEqual(whole);
    }),
  );
});

test("keys are ascending and hold the value between their powers", () => {
  fc.assert(
    fc.property(latencies, (values) => {
      const { keys } = sketchOf(values);
      expect(keys).toEqual([...new Set(keys)].toSorted((a, b) => a - b));
      for (const us of values) {
        expect(1.02 ** sketchKey(us)).toBeGreaterThanOrEqual(us * 0.999_999);
        expect(1.02 ** (sketchKey(us) - 1)).toBeLessThan(us * 1.000_001);
      }
    }),
  );
});

test("an empty sketch has no quantile", () => {
  expect(sketchQuantile(EMPTY_SKETCH, 0.5)).toBeNull();
});
