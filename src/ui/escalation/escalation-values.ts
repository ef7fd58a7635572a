import { EscalationPolicyInput, type EscalationPolicyView } from "#contracts/escalation.ts";
import { type Read, readWith, wholeOf } from "#ui/forms/read-with.ts";

export type StepValues = { key: string; afterMin: string; channelIds: string[]; scheduleIds: string[] };
/** What is in the fields: text as typed, so that nothing is lost while it is not yet valid. */
export type EscalationValues = { name: string; steps: StepValues[]; repeat: string };

export function newEscalationValues(): EscalationValues {
  return { name: "", steps: [newStep([], "0")], repeat: "0" };
}

export function valuesOfPolicy(policy: EscalationPolicyView): EscalationValues {
  return {
    name: policy.name,
    steps: policy.steps.map((step, index) => ({
      ...step,
      key: String(index),
      afterMin: String(step.afterMin),
    })),
    repeat: String(policy.repeat),
  };
}

export function newStep(steps: readonly StepValues[], afterMin: string): StepValues {
  const key = String(Math.max(-1, ...steps.map((step) => Number(step.key))) + 1);
  return { key, afterMin, channelIds: [], scheduleIds: [] };
}

export function readEscalation({ name, steps, repeat }: EscalationValues): Read<EscalationPolicyInput> {
  return readWith(EscalationPolicyInput, {
    name,
    repeat: wholeOf(repeat),
    steps: steps.map(({ afterMin, channelIds, scheduleIds }) => ({
      afterMin: wholeOf(afterMin),
      channelIds,
      scheduleIds,
    })),
  });
}
