import { expect, test } from "vitest";
import { mean, quantile } from "./quantile.ts";

test.each([
  [0.5, 2],
  [0.51, 3],
  [0.99, 4],
  [0, 1],
])("the quantile %d of 4, 1, 3, 2 is %d", (q, value) => {
  expect(quantile([4, 1, 3, 2], q)).toBe(value);
});

test("of nothing there is neither a quantile nor a mean", () => {
  expect([quantile([], 0.5), mean([])]).toEqual([Number.NaN, Number.NaN]);
});
