import { expect, test } from "vitest";
import type { EscalationPolicyView } from "#contracts/escalation.ts";
import { describeRepeat, describeSteps } from "./describe-steps.ts";
import { newEscalationValues, newStep, readEscalation, valuesOfPolicy } from "./escalation-values.ts";

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
const names = {
  channel: (id: string) => (id === CHANNEL ? "Ops" : undefined),
  schedule: () => undefined,
};

test("steps are told by the time since the incident began", () => {
  expect(describeSteps(policy, names)).toEqual([
    "At once: Ops.",
    "After 15 min: whoever is on call in a deleted schedule.",
    "After 1 h 15 min: Ops, whoever is on call in a deleted schedule.",
  ]);
  expect(describeRepeat(2)).toBe("Then again from the first step, 2 times, until somebody acknowledges.");
  expect(describeRepeat(0)).toMatch(/ends with the last step/);
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
