import { durationInWords } from "#domain/notification/duration-in-words.ts";
import { countFrom, dueAt, findStep, nameStep } from "#domain/notification/escalation-steps.ts";
import { repeatOrdinal, writeDeliveries } from "#server/store/delivery-write-store.ts";
import { listStepChannels } from "#server/store/escalation-run-store.ts";
import {
  type DueStep,
  type IncidentTimer,
  lockDueSteps,
  saveTimers,
} from "#server/store/incident-clock-store.ts";
import { type Message, planMessages } from "#server/store/plan-messages.ts";
import type { Sql } from "#server/store/prisma.ts";
import { listChannels, type Recipient } from "#server/store/recipient-store.ts";

const AT_ONCE = 200;

/** Takes the steps that are due, each once however many run this. Returns how many messages are to be sent. */
export async function escalate(sql: Sql, nowMs: number): Promise<number> {
  const due = await lockDueSteps(sql, { nowMs, limit: AT_ONCE });
  if (due.length === 0) return 0;
  const steps = due.map(({ escalation, nextStep }) => findStep(escalation, nextStep) ?? NOBODY);
  const channels = await listStepChannels(sql, { steps, nowMs });
  const also = due.flatMap(({ incidentId }, n) =>
    (channels[n] ?? []).map((channelId) => ({ incidentId, channelId })),
  );
  const recipients = await listChannels(sql, { incidents: [], also, nowMs });
  const deliveries = planMessages({ news: due.map((step) => toMessage(step, nowMs)), recipients, nowMs });
  const written = await writeDeliveries(sql, { deliveries, changesJson: "[]", nowMs });
  await saveTimers(sql, { timers: due.map((step) => toTimer(step, recipients, nowMs)), nowMs });
  return written;
}

const NOBODY = { afterMin: 0, channelIds: [], scheduleIds: [] };

function toMessage(step: DueStep, nowMs: number): Message {
  const { incidentId, severity, escalation, nextStep } = step;
  const durationMs = nowMs - step.openedAtMs;
  const why = `Nobody has acknowledged it for ${durationInWords(durationMs)} (${nameStep(escalation, nextStep)}).`;
  return {
    incidentId,
    seq: null,
    event: "escalation",
    ordinal: repeatOrdinal(step.round, nextStep + 1),
    atMs: nowMs,
    durationMs,
    reason: `${why} ${step.cause}`,
    severity,
    parent: null,
    closedAtMs: null,
  };
}

function toTimer(step: DueStep, recipients: readonly Recipient[], nowMs: number): IncidentTimer {
  const { incidentId, escalation, nextStep } = step;
  const next = nextStep + 1;
  const nextStepAtMs = dueAt(escalation, next, countFrom(step.plannedMs, nowMs));
  const isTaken = findStep(escalation, nextStep) !== null;
  const event = isTaken ? ({ kind: "escalated", message: describe(step, recipients, nowMs) } as const) : null;
  return { incidentId, nextStep: next, nextStepAtMs, event };
}

function describe(step: DueStep, recipients: readonly Recipient[], nowMs: number): string {
  const names = recipients.filter(({ incidentId }) => incidentId === step.incidentId).map(({ name }) => name);
  const which = nameStep(step.escalation, step.nextStep);
  const since = durationInWords(nowMs - step.openedAtMs);
  if (names.length === 0) return `Nobody had acknowledged it for ${since}, and ${which} had nobody to tell.`;
  return `Nobody had acknowledged it for ${since}: ${which} tells ${names.join(", ")}.`;
}
