import type { EscalationStep, EscalationSteps } from "#contracts/escalation.ts";

const MINUTE_MS = 60_000;

/** `index` counts over all repetitions; null after the last. */
export function findStep(escalation: EscalationSteps, index: number): EscalationStep | null {
  const { steps, repeat } = escalation;
  if (index < 0 || index >= steps.length * (repeat + 1)) return null;
  return steps[index % steps.length] ?? null;
}

/** When the step is due, counted from the one before it (the first from the start of the incident). */
export function dueAt(escalation: EscalationSteps, index: number, fromMs: number): number | null {
  const step = findStep(escalation, index);
  return step === null ? null : fromMs + step.afterMin * MINUTE_MS;
}

/** "step 2 of 3", and which repetition it is. */
export function nameStep(escalation: EscalationSteps, index: number): string {
  const { length } = escalation.steps;
  const name = `step ${(index % length) + 1} of ${length}`;
  return index < length ? name : `${name}, repetition ${Math.floor(index / length)}`;
}

/**
 * What the next repetition is counted from: the moment that was planned, so that nothing drifts; now, where that is long
 * past, as after a standstill, so that nobody gets everything at once.
 */
export function countFrom(plannedMs: number, nowMs: number): number {
  return nowMs - plannedMs > MINUTE_MS ? nowMs : plannedMs;
}
