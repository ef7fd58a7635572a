import type { EscalationSteps } from "#contracts/escalation.ts";

export type StepTime = { sinceMin: number; channelIds: string[]; scheduleIds: string[] };
export type NameOf = (id: string) => string | undefined;

/** Each step by the time since the incident began. */
export function listStepTimes({ steps }: Pick<EscalationSteps, "steps">): StepTime[] {
  let sinceMin = 0;
  return steps.map(({ afterMin, channelIds, scheduleIds }) => {
    sinceMin += afterMin;
    return { sinceMin, channelIds, scheduleIds };
  });
}

/** When everything has been said, counted from the beginning; each repetition takes as long as the first time. */
export function endsAfterMin({ steps, repeat }: EscalationSteps): number {
  const lengthMin = steps.reduce((total, { afterMin }) => total + afterMin, 0);
  return lengthMin * (repeat + 1);
}

const DAY_MIN = 24 * 60;
/** The hour at which nobody wants to be woken for nothing. */
const EXAMPLE_MIN = 3 * 60;

/** "03:15", and how many days later, of an incident at three in the night. */
export function exampleClock(sinceMin: number): { time: string; days: number } {
  const atMin = EXAMPLE_MIN + sinceMin;
  const pad = (part: number) => String(part).padStart(2, "0");
  const minute = atMin % DAY_MIN;
  return { time: `${pad(Math.floor(minute / 60))}:${pad(minute % 60)}`, days: Math.floor(atMin / DAY_MIN) };
}
