import { durationInWords } from "#domain/notification/duration-in-words.ts";
import { countFrom } from "#domain/notification/escalation-steps.ts";
import { isQuiet } from "#domain/notification/hold-message.ts";
import { repeatOrdinal, writeDeliveries } from "#server/store/delivery-write-store.ts";
import {
  type DueReminder,
  type IncidentTimer,
  lockDueReminders,
  saveTimers,
} from "#server/store/incident-clock-store.ts";
import { type Message, planMessages } from "#server/store/plan-messages.ts";
import type { Sql } from "#server/store/prisma.ts";
import { listRemindable, type Reminded } from "#server/store/recipient-store.ts";

const AT_ONCE = 500;

/**
 * Reminds whoever was told, each time once however many run this. In quiet hours a reminder is left out, not kept: the
 * morning needs one, not ten. Returns how many messages are to be sent.
 */
export async function remind(sql: Sql, nowMs: number): Promise<number> {
  const due = await lockDueReminders(sql, { nowMs, limit: AT_ONCE });
  if (due.length === 0) return 0;
  const severities = new Map(due.map(({ incidentId, severity }) => [incidentId, severity]));
  const told = await listRemindable(sql, [...severities.keys()]);
  const recipients = told.filter(({ incidentId, quietHours }) => {
    const severity = severities.get(incidentId) ?? "normal";
    return !isQuiet({ severity, quietHours }, nowMs);
  });
  const deliveries = planMessages({ news: due.map((one) => toMessage(one, nowMs)), recipients, nowMs });
  const written = await writeDeliveries(sql, { deliveries, changesJson: "[]", nowMs });
  await saveTimers(sql, { timers: due.map((one) => toTimer(one, recipients, nowMs)), nowMs });
  return written;
}

function toMessage(due: DueReminder, nowMs: number): Message {
  const durationMs = nowMs - due.openedAtMs;
  return {
    incidentId: due.incidentId,
    seq: null,
    event: "reminder",
    ordinal: repeatOrdinal(due.round, due.reminders + 1),
    atMs: nowMs,
    durationMs,
    reason: `Nobody has acknowledged it for ${durationInWords(durationMs)}. ${due.cause}`,
    severity: due.severity,
    parent: null,
    closedAtMs: null,
  };
}

function toTimer(due: DueReminder, recipients: readonly Reminded[], nowMs: number): IncidentTimer {
  const names = recipients.filter(({ incidentId }) => incidentId === due.incidentId).map(({ name }) => name);
  const since = durationInWords(nowMs - due.openedAtMs);
  const message = `Nobody had acknowledged it for ${since}: reminded ${names.join(", ")}.`;
  return {
    incidentId: due.incidentId,
    reminders: due.reminders + 1,
    nextReminderAtMs: countFrom(due.plannedMs, nowMs) + due.remindEveryMs,
    event: names.length === 0 ? null : { kind: "reminded", message },
  };
}
