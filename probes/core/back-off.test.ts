import { expect, test } from "vitest";
import { aConfig } from "../testing/probe-rig.ts";
import { BackOff } from "./back-off.ts";

const HOUR = 3_600_000;
const START = 1_800_000_000_000;
const INTERVAL_MS = 20_000;
const config = aConfig(1, { intervalMs: INTERVAL_MS, slotOffsetMs: 7 });
/** The nth slot of the grid after an hour. */
const slot = (number: number) => START + HOUR + number * INTERVAL_MS + config.slotOffsetMs;

function failingSince(at: number): BackOff {
  const backOff = new BackOff();
  backOff.note(config, { isFailure: true, at });
  return backOff;
}

test("within the first hour every slot is checked", () => {
  const backOff = failingSince(START);
  expect([-4, -3, -2, -1].map((number) => backOff.leavesOut(config, slot(number)))).toEqual(
    Array(4).fill(false),
  );
});

test("after an hour every second slot is left out, the same ones by whichever probe", () => {
  const [one, other] = [failingSince(START), failingSince(START - 5_000)];
  const left = [1, 2, 3, 4].map((number) => one.leavesOut(config, slot(number)));
  expect(left.filter(Boolean)).toHaveLength(2);
  expect(left[0]).not.toBe(left[1]);
  expect([1, 2, 3, 4].map((number) => other.leavesOut(config, slot(number)))).toEqual(left);
});

test("later failures do not put it off, a success ends it at once", () => {
  const backOff = failingSince(START);
  backOff.note(config, { isFailure: true, at: START + HOUR });
  const leavesOutSome = () => [1, 2].some((number) => backOff.leavesOut(config, slot(number)));
  expect(leavesOutSome()).toBe(true);
  backOff.note(config, { isFailure: false, at: slot(1) });
  expect(leavesOutSome()).toBe(false);
});

test("what is paused or gone is forgotten", () => {
  const backOff = failingSince(START);
  backOff.forget(1);
  expect([1, 2].some((number) => backOff.leavesOut(config, slot(number)))).toBe(false);
});

test("an edit begins anew, and what is checked seldom is never left out", () => {
  const backOff = failingSince(START);
  const edited = { ...config, configVersion: 2 };
  const seldom = { ...config, intervalMs: 600_000 };
  const numbers = Array.from({ length: 60 }, (_, number) => number);
  expect(numbers.some((number) => backOff.leavesOut(edited, slot(number)))).toBe(false);
  expect(numbers.some((number) => backOff.leavesOut(seldom, slot(number)))).toBe(false);
});
