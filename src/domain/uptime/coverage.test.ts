import { expect, test } from "vitest";
import { coverageOf } from "./coverage.ts";

test.each([
  { name: "nothing due", known: 0, expected: 0, coverage: null },
  { name: "nothing known", known: 0, expected: 8, coverage: 0 },
  { name: "a quarter missing", known: 6, expected: 8, coverage: 0.75 },
  { name: "one more than was counted as due", known: 9, expected: 8, coverage: 1 },
])("coverage with $name is $coverage", ({ known, expected, coverage }) => {
  expect(coverageOf({ known, expected })).toBe(coverage);
});
