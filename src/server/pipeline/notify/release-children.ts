import { dueAt } from "#domain/notification/escalation-steps.ts";
import { type IncidentTimer, saveTimers } from "#server/store/incident-clock-store.ts";
import { planHolds } from "#server/store/plan-messages.ts";
import type { Sql } from "#server/store/prisma.ts";
import {
  listKeptBack,
  lockReleased,
  type Released,
  reviveDeliveries,
  setCauses,
} from "#server/store/release-store.ts";

/** Tells now of children that their parent does not explain any more. Returns how many messages are to be sent. */
export async function releaseChildren(sql: Sql, nowMs: number): Promise<number> {
  const due = await lockReleased(sql, nowMs);
  if (due.length === 0) return 0;
  await setCauses(
    sql,
    due.map(({ incidentId, otherCauseId }) => ({ incidentId, causedById: otherCauseId })),
  );
  const free = due.filter(({ otherCauseId }) => otherCauseId === null);
  if (free.length === 0) return 0;
  await saveTimers(sql, { timers: free.map((one) => toTimer(one, nowMs)), nowMs });
  const severities = new Map(free.map(({ incidentId, severity }) => [incidentId, severity]));
  const kept = await listKeptBack(sql, [...severities.keys()]);
  return reviveDeliveries(sql, planHolds({ kept, severities, nowMs }));
}

/** Steps and reminders count from now: until now nobody knew that somebody was needed. */
function toTimer(released: Released, nowMs: number): IncidentTimer {
  const { incidentId, escalation, nextStep, reminders, remindEveryMs } = released;
  return {
    incidentId,
    nextStep,
    nextStepAtMs: escalation === null ? null : dueAt(escalation, nextStep, nowMs),
    reminders,
    nextReminderAtMs: remindEveryMs === null ? null : nowMs + remindEveryMs,
    event: null,
  };
}
