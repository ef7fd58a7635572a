import type { IncidentEventKind } from "#contracts/incident.ts";
import type { Verdict } from "#contracts/verdict.ts";
import { describeOutcome } from "#domain/verdict/describe-failures.ts";
import type { Reading, VerdictStep } from "#domain/verdict/judgement.ts";

export type IncidentStep = VerdictStep & { seq: number };
export type OpenIncident = { id: string; worst: Verdict };

export type OpenedIncident = OpenIncident & {
  seq: number;
  at: number;
  firstFailedAt: number | null;
  cause: string;
};
export type PlannedEvent = {
  incidentId: string;
  at: number;
  kind: IncidentEventKind;
  region: string | null;
  message: string;
};
export type PlannedEvidence = { incidentId: string; region: string; scheduledAt: number };

export type IncidentPlan = {
  opened: OpenedIncident[];
  closed: { id: string; seq: number; at: number }[];
  worsened: OpenIncident[];
  events: PlannedEvent[];
  /** The readings whose ticks are kept with the incident. */
  evidence: PlannedEvidence[];
  /** The incident that a step opened, changed or closed, by the step's number. */
  incidentOf: Map<number, string>;
};

type Given = {
  open: OpenIncident | null;
  steps: readonly IncidentStep[];
  /** All that is known, to find the first failure in. */
  readings: readonly Reading[];
  newId: () => string;
};

const BADNESS = new Map<Verdict, number>([
  ["degraded", 1],
  ["flapping", 2],
  ["down", 3],
]);

/** An incident opens with the first bad verdict and closes when the monitor is up: neither silence nor maintenance ends it. */
export function planIncidents(given: Given): IncidentPlan {
  const plan: IncidentPlan = {
    opened: [],
    closed: [],
    worsened: [],
    events: [],
    evidence: [],
    incidentOf: new Map(),
  };
  let current = given.open;
  for (const step of given.steps) {
    if (step.from === step.to) continue;
    const isBad = BADNESS.has(step.to);
    if (current === null && isBad) current = open(plan, step, given);
    else if (current !== null && step.to === "up") current = close(plan, step, current);
    else if (current !== null) current = goOn(plan, step, { ...given, current });
  }
  return plan;
}

function open(plan: IncidentPlan, step: IncidentStep, { readings, newId }: Given): OpenIncident {
  const id = newId();
  const { seq, at, to: worst, firstFailedAt, reason: cause } = step;
  plan.opened.push({ id, worst, seq, at, firstFailedAt, cause });
  plan.incidentOf.set(seq, id);
  const first = readings.find((reading) => reading.at === firstFailedAt && reading.outcome !== "ok");
  if (first) {
    const message = `The first check failed: ${describe(first)}.`;
    plan.events.push({ incidentId: id, at: first.at, kind: "first_failure", region: first.region, message });
  }
  const others = step.readings.filter((reading) => !isSame(reading, first) && defends(reading, step));
  plan.events.push(...others.map((reading) => toConfirmation(id, reading)));
  plan.events.push({ incidentId: id, at, kind: "verdict", region: null, message: cause });
  keepEvidence(plan, id, first === undefined ? others : [first, ...others]);
  return { id, worst };
}

function close(plan: IncidentPlan, { seq, at, reason }: IncidentStep, { id }: OpenIncident): null {
  plan.closed.push({ id, seq, at });
  plan.incidentOf.set(seq, id);
  plan.events.push({ incidentId: id, at, kind: "resolved", region: null, message: reason });
  return null;
}

function goOn(
  plan: IncidentPlan,
  step: IncidentStep,
  { current }: Given & { current: OpenIncident },
): OpenIncident {
  const { id } = current;
  plan.incidentOf.set(step.seq, id);
  plan.events.push({ incidentId: id, at: step.at, kind: "verdict", region: null, message: step.reason });
  if ((BADNESS.get(step.to) ?? 0) <= (BADNESS.get(current.worst) ?? 0)) return current;
  const worse = { id, worst: step.to };
  plan.worsened.push(worse);
  keepEvidence(
    plan,
    id,
    step.readings.filter((reading) => defends(reading, step)),
  );
  return worse;
}

/** A slow answer defends a degraded verdict, a failure every bad one. */
function defends(reading: Reading, step: IncidentStep): boolean {
  return reading.outcome !== "ok" || step.to === "degraded";
}

function toConfirmation(incidentId: string, reading: Reading): PlannedEvent {
  const message =
    reading.outcome === "ok"
      ? `Answered after ${describeMs(reading.phasesUs.total)}.`
      : `Failed as well: ${describe(reading)}.`;
  return { incidentId, at: reading.at, kind: "confirmation", region: reading.region, message };
}

function keepEvidence(plan: IncidentPlan, incidentId: string, readings: readonly Reading[]): void {
  plan.evidence.push(...readings.map(({ region, scheduledAt }) => ({ incidentId, region, scheduledAt })));
}

function isSame(one: Reading, other: Reading | undefined): boolean {
  return one.region === other?.region && one.scheduledAt === other.scheduledAt;
}

function describe({ outcome, phasesUs }: Reading): string {
  return `${describeOutcome(outcome)} after ${describeMs(phasesUs.total)}`;
}

function describeMs(us: number | null): string {
  const ms = Math.round((us ?? 0) / 1000);
  return ms < 1000 ? `${ms} ms` : `${(ms / 1000).toFixed(1)} s`;
}
