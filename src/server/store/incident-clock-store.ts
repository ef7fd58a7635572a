import type { EscalationSteps } from "#contracts/escalation.ts";
import type { Severity } from "#contracts/policy.ts";
import { IS_DOWN_IN_MAINTENANCE } from "./outbox-news-store.ts";
import type { Pool, Sql } from "./prisma.ts";

/** What of incidents is due at a moment. */
export type DueKinds = {
  steps: boolean;
  reminders: boolean;
  releases: boolean;
  /** Messages that wait, of incidents with a parent. */
  captures: boolean;
  /** Incidents that ended without a word while a message of theirs was held. */
  over: string[];
};

/** Open incidents `i` that somebody has to hear of again: nobody looks after them, and nothing else explains them. */
const IS_LOUD = `i.closed_at IS NULL AND i.acknowledged_at IS NULL AND i.merged_into_id IS NULL
  AND i.caused_by_id IS NULL AND NOT EXISTS (
    SELECT FROM monitor_state s WHERE s.monitor_id = i.monitor_id AND s.verdict = 'maintenance')`;
const IS_STEP_DUE = `i.next_step_at <= to_timestamp($1 / 1000.0) AND i.escalation IS NOT NULL AND ${IS_LOUD}`;
const IS_REMINDER_DUE = `i.next_reminder_at <= to_timestamp($1 / 1000.0) AND i.remind_every_ms > 0 AND ${IS_LOUD}`;

/** An ancestor of incident `i` that is down in its own maintenance, or was until less than two of the child's intervals ago. */
const QUIET_PARENT = `
    WITH RECURSIVE ancestor AS (
      SELECT p.parent_id AS id FROM monitor_parent p WHERE p.monitor_id = i.monitor_id
      UNION SELECT p.parent_id FROM ancestor JOIN monitor_parent p ON p.monitor_id = ancestor.id
    )
    SELECT FROM ancestor
    JOIN monitor_state s ON s.monitor_id = ancestor.id
    JOIN monitor child ON child.id = i.monitor_id
    WHERE ${IS_DOWN_IN_MAINTENANCE} OR EXISTS (
      SELECT FROM transition t JOIN transition before ON before.monitor_id = t.monitor_id AND before.seq = t.seq - 1
      WHERE t.monitor_id = ancestor.id AND before.raw = 'down' AND before."to" = 'maintenance'
        AND t.at > to_timestamp($1 / 1000.0) - 2 * child.interval_ms * interval '1 ms')`;

/**
 * Two intervals after the parent is up, a child that is still down is no longer explained by it; at once where the parent
 * was deleted, which takes the cause away and leaves nothing but messages that were kept back.
 */
export const IS_RELEASE_DUE = `i.closed_at IS NULL AND i.monitor_id IS NOT NULL AND (
    EXISTS (
      SELECT FROM incident cause JOIN monitor m ON m.id = i.monitor_id
      WHERE cause.id = i.caused_by_id
        AND cause.closed_at <= to_timestamp($1 / 1000.0) - 2 * m.interval_ms * interval '1 ms'
    ) OR i.caused_by_id IS NULL AND EXISTS (
      SELECT FROM delivery kept JOIN channel c ON c.id = kept.channel_id AND c.enabled
      WHERE kept.incident_id = i.id AND kept.status = 'suppressed' AND kept.attempts = 0 AND kept.ordinal = i.round
        AND kept.event IN ('down', 'degraded', 'flapping')
    ) AND NOT EXISTS (
      SELECT FROM delivery d WHERE d.incident_id = i.id AND (d.status IN ('pending', 'sent') OR d.attempts > 0)
    )) AND NOT EXISTS (${QUIET_PARENT})`;

/** One look, each second: mostly there is nothing. */
export async function findDueKinds(pool: Pool, nowMs: number): Promise<DueKinds> {
  const { rows } = await pool.query<DueKinds>({
    name: "find-due-incidents",
    text: `SELECT EXISTS (SELECT FROM incident i WHERE ${IS_STEP_DUE}) AS steps,
      EXISTS (SELECT FROM incident i WHERE ${IS_REMINDER_DUE}) AS reminders,
      EXISTS (SELECT FROM incident i WHERE ${IS_RELEASE_DUE}) AS releases,
      EXISTS (
        SELECT FROM delivery d JOIN monitor_parent p ON p.monitor_id = d.monitor_id
        WHERE d.status = 'pending' AND d.attempts = 0
      ) AS captures,
      ARRAY(
        SELECT DISTINCT i.id FROM delivery d JOIN incident i ON i.id = d.incident_id
        WHERE d.status = 'pending' AND d.attempts = 0 AND i.closed_at IS NOT NULL
          AND (d.event IN ('reminder', 'escalation')
            OR d.event <> 'up' AND (d.grouped OR d.held_because IS NOT NULL))
      ) AS over`,
    values: [nowMs],
  });
  const [due] = rows;
  if (!due) throw new Error("A SELECT without FROM answers one row.");
  return due;
}

export type DueIncident = {
  incidentId: string;
  severity: Severity;
  round: number;
  cause: string;
  openedAtMs: number;
  /** When it was planned for. */
  plannedMs: number;
};
export type DueStep = DueIncident & { escalation: EscalationSteps; nextStep: number };
export type DueReminder = DueIncident & { remindEveryMs: number; reminders: number };

const DUE_INCIDENT = `i.id AS "incidentId", i.severity, i.round, i.cause,
  (extract(epoch FROM i.opened_at) * 1000)::float8 AS "openedAtMs"`;

/** Locks them: another runner passes over them, and finds them changed afterwards. */
export async function lockDueSteps(sql: Sql, asked: { nowMs: number; limit: number }): Promise<DueStep[]> {
  const { rows } = await sql.query<DueStep>({
    name: "lock-due-steps",
    text: `SELECT ${DUE_INCIDENT}, i.escalation, i.next_step AS "nextStep",
        (extract(epoch FROM i.next_step_at) * 1000)::float8 AS "plannedMs"
      FROM incident i WHERE ${IS_STEP_DUE}
      ORDER BY i.next_step_at, i.id LIMIT $2 FOR NO KEY UPDATE SKIP LOCKED`,
    values: [asked.nowMs, asked.limit],
  });
  return rows;
}

export async function lockDueReminders(
  sql: Sql,
  asked: { nowMs: number; limit: number },
): Promise<DueReminder[]> {
  const { rows } = await sql.query<DueReminder>({
    name: "lock-due-reminders",
    text: `SELECT ${DUE_INCIDENT}, i.remind_every_ms AS "remindEveryMs", i.reminders,
        (extract(epoch FROM i.next_reminder_at) * 1000)::float8 AS "plannedMs"
      FROM incident i WHERE ${IS_REMINDER_DUE}
      ORDER BY i.next_reminder_at, i.id LIMIT $2 FOR NO KEY UPDATE SKIP LOCKED`,
    values: [asked.nowMs, asked.limit],
  });
  return rows;
}

export type IncidentTimer = {
  incidentId: string;
  nextStep?: number;
  nextStepAtMs?: number | null;
  reminders?: number;
  nextReminderAtMs?: number | null;
  /** What the timeline says of it; null: nothing. */
  event: { kind: "escalated" | "reminded"; message: string } | null;
};

/** Sets the timers of locked incidents; what is left out stays as it is. */
export async function saveTimers(
  sql: Sql,
  given: { timers: readonly IncidentTimer[]; nowMs: number },
): Promise<void> {
  if (given.timers.length === 0) return;
  const rows = given.timers.map((timer) => ({
    incident_id: timer.incidentId,
    next_step: timer.nextStep ?? null,
    step_at_ms: timer.nextStepAtMs ?? null,
    reminders: timer.reminders ?? null,
    reminder_at_ms: timer.nextReminderAtMs ?? null,
    kind: timer.event?.kind ?? null,
    message: timer.event?.message ?? null,
  }));
  await sql.query({
    name: "save-incident-timers",
    text: `WITH timer AS (
        SELECT * FROM jsonb_to_recordset($1::jsonb) AS row(incident_id uuid, next_step int, step_at_ms float8,
          reminders int, reminder_at_ms float8, kind text, message text)
      ), noted AS (
        INSERT INTO incident_event (id, incident_id, at, kind, message)
        SELECT gen_random_uuid(), incident_id, to_timestamp($2 / 1000.0), kind, message
        FROM timer WHERE kind IS NOT NULL
      )
      UPDATE incident SET next_step = coalesce(timer.next_step, incident.next_step),
        next_step_at = CASE WHEN timer.next_step IS NULL THEN next_step_at ELSE to_timestamp(step_at_ms / 1000) END,
        reminders = coalesce(timer.reminders, incident.reminders),
        next_reminder_at = CASE WHEN timer.reminders IS NULL THEN next_reminder_at
          ELSE to_timestamp(reminder_at_ms / 1000) END
      FROM timer WHERE incident.id = timer.incident_id`,
    values: [JSON.stringify(rows), given.nowMs],
  });
}
