import { expect, test } from "vitest";
import { analyseLog, type Pace } from "./analyse-log.ts";

const SECOND = 1e6;
const pace: Pace = { intervalMs: 10_000, ids: [1], fromUs: 0, toUs: 40 * SECOND };

function arrivals(timesSec: number[]) {
  return {
    ids: Int32Array.from(timesSec.map(() => 1)),
    atUs: Float64Array.from(timesSec.map((sec) => sec * SECOND)),
  };
}

test.each<{ name: string; at: number[]; missed: number; doubled: number }>([
  { name: "a punctual monitor misses nothing", at: [5, 15, 25, 35], missed: 0, doubled: 0 },
  { name: "a hole of two intervals is one missed check", at: [5, 25, 35], missed: 1, doubled: 0 },
  {
    name: "two requests close together are one doubled check",
    at: [5, 15, 15.2, 25, 35],
    missed: 0,
    doubled: 1,
  },
  { name: "a monitor that stopped is missed at the end", at: [5, 15], missed: 2, doubled: 0 },
  { name: "a monitor that never came is missed in every interval", at: [], missed: 4, doubled: 0 },
  {
    name: "a check due at the edge of the window is not missed",
    at: [9.9, 19.9, 29.9, 39.9],
    missed: 0,
    doubled: 0,
  },
])("$name", ({ at, missed, doubled }) => {
  expect(analyseLog(arrivals(at), pace)).toMatchObject({ missed, doubled, checks: at.length });
});

test("deviation is the distance of a gap from the interval", () => {
  const report = analyseLog(arrivals([5, 15.003, 25, 35]), pace);
  expect(report.deviationMs.max).toBeCloseTo(3, 6);
  expect(report.deviationMs.p50).toBeCloseTo(3, 6);
});

test("requests outside of the window and of strangers do not count", () => {
  const log = { ids: Int32Array.of(1, 2, 1), atUs: Float64Array.of(5 * SECOND, 6 * SECOND, 50 * SECOND) };
  expect(analyseLog(log, { ...pace, toUs: 10 * SECOND }).checks).toBe(1);
});
