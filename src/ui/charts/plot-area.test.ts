import { expect, test } from "vitest";
import { heatGrid, heatLevel, heatLimits } from "./heat-levels.ts";
import { momentAt, percentAt } from "./plot-area.ts";

const span = { fromMs: 1_000, toMs: 2_000 };
const box = { left: 100, width: 264 };

test.each([
  [0, 1_000],
  [156, 1_000],
  [256, 1_500],
  [356, 2_000],
  [900, 2_000],
])("the pointer at %d means the moment %d", (clientX, at) => {
  expect(momentAt(clientX, box, span)).toBe(at);
});

test("a moment outside of the time lies at its end", () => {
  expect([500, 1_250, 9_000].map((at) => percentAt(at, span))).toEqual([0, 25, 100]);
});

test("levels are by rank: one bad hour leaves the others their differences", () => {
  const limits = heatLimits([10, 20, 30, 40, 9_000, null]);
  expect([10, 20, 30, 40, 9_000, null].map((value) => heatLevel(value, limits))).toEqual([1, 2, 3, 4, 5, 0]);
  expect(heatLevel(5, [])).toBe(0);
});

test("the week begins with Monday and has a place for every hour", () => {
  const cell = { weekday: 7, hour: 23, p50Ms: 1, p95Ms: 2, ok: 1, failed: 0 };
  const grid = heatGrid([cell]);
  expect([grid.length, grid[0]?.length]).toEqual([7, 24]);
  expect([grid[6]?.[23], grid[0]?.[0]]).toEqual([cell, null]);
});
