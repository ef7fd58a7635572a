import { expect, test } from "vitest";
import type { EscalationPolicyView } from "#contracts/escalation.ts";
import { newEscalationValues, newStep, readEscalation, valuesOfPolicy } from "./escalation-values.ts";
import { endsAfterMin, exampleClock, listStepTimes } from "./step-times.ts";

const CHANNEL = "0199a8a0-0000-7000-8000-000000000001";
const SCHEDULE = "0199a8a0-0000-7000-8000-000000000002";
const policy: EscalationPolicyView = {
  id: "0199a8a0-0000-7000-8000-000000000003",
  name: "Night",
  steps: [
    { afterMin: 0, channelIds: [CHANNEL], scheduleIds: [] },
    { afterMin: 15, channelIds: [], scheduleIds: [SCHEDULE] },
    { afterMin: 60, channelIds: [CHANNEL], scheduleIds: [SCHEDULE] },
  ],
  repeat: 2,
  monitors: 1,
};
test("steps are told by the time since the incident began", () => {
  expect(listStepTimes(policy).map(({ sinceMin }) => sinceMin)).toEqual([0, 15, 75]);
  expect(listStepTimes(policy)[2]).toMatchObject({ channelIds: [CHANNEL], scheduleIds: [SCHEDULE] });
});

test("each repetition takes as long as the first time", () => {
  expect(endsAfterMin({ ...policy, repeat: 0 })).toBe(75);
  expect(endsAfterMin(policy)).toBe(225);
});

test.each([
  [0, { time: "03:00", days: 0 }],
  [75, { time: "04:15", days: 0 }],
  [21 * 60, { time: "00:00", days: 1 }],
  [10_080, { time: "03:00", days: 7 }],
])("%d minutes after three in the night", (sinceMin, clock) => {
  expect(exampleClock(sinceMin)).toEqual(clock);
});

test("a policy survives the form unchanged", () => {
  const { name, steps, repeat } = policy;
  expect(readEscalation(valuesOfPolicy(policy))).toEqual({ kind: "input", input: { name, steps, repeat } });
});

test("a new form says what is missing, at its field", () => {
  expect(readEscalation({ ...newEscalationValues(), repeat: "x" })).toEqual({
    kind: "problems",
    problems: {
      name: "Give the policy a name.",
      repeat: "Give a whole number.",
      "steps.0.channelIds": "A step tells at least one channel or schedule.",
    },
  });
});

test("a new step has a key of its own, also after one was taken out", () => {
  const [first, second] = valuesOfPolicy(policy).steps.slice(1);
  if (first === undefined || second === undefined) throw new Error("no steps");
  expect(newStep([first, second], "5")).toEqual({ key: "3", afterMin: "5", channelIds: [], scheduleIds: [] });
});
