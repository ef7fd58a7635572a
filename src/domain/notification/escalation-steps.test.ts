import { expect, test } from "vitest";
import type { EscalationSteps } from "#contracts/escalation.ts";
import { countFrom, dueAt, findStep, nameStep } from "./escalation-steps.ts";

const step = (afterMin: number) => ({ afterMin, channelIds: [`c${afterMin}`], scheduleIds: [] });
const twice: EscalationSteps = { steps: [step(0), step(5), step(10)], repeat: 1 };

test("the list is gone through as often as it repeats, then it ends", () => {
  const minutes = Array.from({ length: 8 }, (_, index) => findStep(twice, index)?.afterMin ?? null);
  expect(minutes).toEqual([0, 5, 10, 0, 5, 10, null, null]);
  expect(findStep(twice, -1)).toBeNull();
});

test("a step is due after its own delay", () => {
  expect(dueAt(twice, 1, 1_000)).toBe(301_000);
  expect(dueAt(twice, 6, 1_000)).toBeNull();
});

test("steps are named as people count them", () => {
  expect([nameStep(twice, 0), nameStep(twice, 2), nameStep(twice, 4)]).toEqual([
    "step 1 of 3",
    "step 3 of 3",
    "step 2 of 3, repetition 1",
  ]);
});

test("a late look does not let times drift, a standstill does not let them pile up", () => {
  expect(countFrom(10_000, 11_000)).toBe(10_000);
  expect(countFrom(10_000, 70_001)).toBe(70_001);
});
