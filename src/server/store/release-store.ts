import type { ChannelKind, QuietHours } from "#contracts/channel.ts";
import type { EscalationSteps } from "#contracts/escalation.ts";
import type { NotificationKind } from "#contracts/notification.ts";
import type { Severity } from "#contracts/policy.ts";
import type { Hold } from "#domain/notification/hold-message.ts";
import { IS_RELEASE_DUE } from "./incident-clock-store.ts";
import type { Sql } from "./prisma.ts";

export type Released = {
  incidentId: string;
  severity: Severity;
  escalation: EscalationSteps | null;
  nextStep: number;
  remindEveryMs: number | null;
  reminders: number;
  /** Another ancestor that is down: it takes the place of the one that is up again. */
  otherCauseId: string | null;
};

/** Open incidents that no parent explains any more; another runner passes over them. */
export async function lockReleased(sql: Sql, nowMs: number): Promise<Released[]> {
  const { rows } = await sql.query<Released>({
    name: "lock-released-incidents",
    text: `SELECT i.id AS "incidentId", i.severity, i.escalation, i.next_step AS "nextStep",
        i.remind_every_ms AS "remindEveryMs", i.reminders, (
          WITH RECURSIVE ancestor AS (
            SELECT p.parent_id AS id FROM monitor_parent p WHERE p.monitor_id = i.monitor_id
            UNION SELECT p.parent_id FROM ancestor JOIN monitor_parent p ON p.monitor_id = ancestor.id
          )
          SELECT other.id FROM ancestor JOIN incident other ON other.monitor_id = ancestor.id
          WHERE other.closed_at IS NULL AND other.worst = 'down' ORDER BY other.opened_at LIMIT 1
        ) AS "otherCauseId"
      FROM incident i WHERE ${IS_RELEASE_DUE}
      ORDER BY i.id FOR NO KEY UPDATE SKIP LOCKED`,
    values: [nowMs],
  });
  return rows;
}

export async function setCauses(
  sql: Sql,
  causes: readonly { incidentId: string; causedById: string | null }[],
): Promise<void> {
  const rows = causes.map((row) => ({ incident_id: row.incidentId, caused_by_id: row.causedById }));
  await sql.query({
    name: "set-causes",
    text: `UPDATE incident SET caused_by_id = row.caused_by_id
      FROM jsonb_to_recordset($1::jsonb) AS row(incident_id uuid, caused_by_id uuid)
      WHERE incident.id = row.incident_id`,
    values: [JSON.stringify(rows)],
  });
}

export type KeptBack = {
  id: string;
  incidentId: string;
  event: NotificationKind;
  channelId: string;
  kind: ChannelKind;
  quietHours: QuietHours | null;
};

/** What was kept back of these incidents: for each channel the message that says the worst. */
export async function listKeptBack(sql: Sql, incidentIds: readonly string[]): Promise<KeptBack[]> {
  const { rows } = await sql.query<KeptBack>({
    name: "list-kept-back",
    text: `SELECT DISTINCT ON (d.incident_id, d.channel_id) d.id, d.incident_id AS "incidentId", d.event,
        d.channel_id AS "channelId", c.kind, c.quiet_hours AS "quietHours"
      FROM delivery d
      JOIN incident i ON i.id = d.incident_id AND i.round = d.ordinal
      JOIN channel c ON c.id = d.channel_id AND c.enabled
      WHERE d.incident_id = ANY($1::uuid[]) AND d.status = 'suppressed' AND d.attempts = 0
        AND d.event IN ('down', 'degraded', 'flapping')
      ORDER BY d.incident_id, d.channel_id, array_position('{down,flapping,degraded}', d.event::text)`,
    values: [[...incidentIds]],
  });
  return rows;
}

/** How many go out after all. */
export async function reviveDeliveries(sql: Sql, holds: readonly (Hold & { id: string })[]): Promise<number> {
  const rows = holds.map(({ id, nextAtMs, grouped, heldBecause }) => ({
    id,
    next_at_ms: nextAtMs,
    grouped,
    held_because: heldBecause,
  }));
  const { rowCount } = await sql.query({
    name: "revive-deliveries",
    text: `UPDATE delivery SET status = 'pending', next_at = to_timestamp(row.next_at_ms / 1000), grouped = row.grouped,
        held_because = row.held_because
      FROM jsonb_to_recordset($1::jsonb) AS row(id uuid, next_at_ms float8, "grouped" boolean, held_because text)
      WHERE delivery.id = row.id AND delivery.status = 'suppressed' RETURNING delivery.id`,
    values: [JSON.stringify(rows)],
  });
  return rowCount ?? 0;
}
