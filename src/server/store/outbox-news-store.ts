import type { EscalationSteps } from "#contracts/escalation.ts";
import type { Severity } from "#contracts/policy.ts";
import type { ParentTrouble } from "#domain/notification/hold-message.ts";
import type { Sql } from "./prisma.ts";

/** Something that people have to be told: an incident opened, got worse, or is over. */
export type News = {
  monitorId: number;
  seq: number;
  incidentId: string;
  event: "down" | "degraded" | "flapping" | "up";
  atMs: number;
  reason: string;
  openedAtMs: number;
  /** Null while the incident is open. */
  closedAtMs: number | null;
  severity: Severity;
  round: number;
  /** Its first step has not been taken yet; null: there is none, or it has. */
  escalation: EscalationSteps | null;
  hasChildren: boolean;
  parent: Parent | null;
};

type Parent = ParentTrouble & { incidentId: string | null };
type Row = Omit<News, "parent"> & {
  parent: {
    name: string;
    incidentId: string | null;
    sinceMs: number | null;
    zone: string;
    inMaintenance: boolean;
  } | null;
};

/** A round that began before this has ended without a word. */
const ROUND_MAX_MS = 30_000;

/** Monitors `s` (monitor_state) that seem to go down and wait for their confirmation at $2 (epoch ms). */
export const IS_FAILING = `jsonb_typeof(s.memory->'round') = 'object' AND s.raw <> 'down'
  AND (s.memory->'round'->>'at')::float8 > $2::float8 - ${ROUND_MAX_MS}`;

/** Monitors `s` (monitor_state) that are down while nobody has to hear of it: there is no incident to say so. */
export const IS_DOWN_IN_MAINTENANCE = `(s.raw = 'down' AND s.verdict = 'maintenance')`;

// What an incident said before, it does not say again: only a verdict that is worse than all before it is news.
const LIST_NEWS = `
  WITH change AS (
    SELECT row.*, i.id AS incident_id, i.opened_seq,
      i.closed_seq IS NOT DISTINCT FROM row.seq AS is_end
    FROM jsonb_to_recordset($1::jsonb) AS row(monitor_id int, seq int, becomes "VerdictKind", at_ms float8, reason text)
    JOIN incident i ON i.monitor_id = row.monitor_id
      AND (i.closed_seq = row.seq OR i.opened_seq <= row.seq AND (i.closed_at IS NULL OR i.closed_seq > row.seq))
  ), worse AS (
    SELECT * FROM change WHERE is_end OR becomes IN ('degraded', 'flapping', 'down') AND NOT EXISTS (
      SELECT FROM transition t
      WHERE t.monitor_id = change.monitor_id AND t.seq >= change.opened_seq AND t.seq < change.seq
        AND array_position('{degraded,flapping,down}', t."to"::text)
          >= array_position('{degraded,flapping,down}', change.becomes::text)
    )
  )
  SELECT worse.monitor_id AS "monitorId", worse.seq, worse.incident_id AS "incidentId",
    CASE WHEN is_end THEN 'up' ELSE becomes::text END AS event, at_ms AS "atMs", reason,
    (extract(epoch FROM i.opened_at) * 1000)::float8 AS "openedAtMs",
    (extract(epoch FROM i.closed_at) * 1000)::float8 AS "closedAtMs", i.severity, i.round,
    CASE WHEN i.opened_seq = worse.seq AND i.next_step = 0 THEN i.escalation END AS escalation,
    EXISTS (SELECT FROM monitor_parent p WHERE p.parent_id = worse.monitor_id) AS "hasChildren", parent.parent
  FROM worse
  JOIN incident i ON i.id = worse.incident_id
  LEFT JOIN LATERAL (
    WITH RECURSIVE ancestor AS (
      SELECT p.parent_id AS id FROM monitor_parent p WHERE p.monitor_id = worse.monitor_id
      UNION SELECT p.parent_id FROM ancestor JOIN monitor_parent p ON p.monitor_id = ancestor.id
    )
    SELECT jsonb_build_object('name', m.name, 'incidentId', other.id, 'zone', w.time_zone,
      'inMaintenance', ${IS_DOWN_IN_MAINTENANCE}, 'sinceMs', (extract(epoch FROM other.opened_at) * 1000)::float8) AS parent
    FROM ancestor
    JOIN monitor m ON m.id = ancestor.id
    JOIN workspace w ON w.id = m.workspace_id
    JOIN monitor_state s ON s.monitor_id = m.id
    LEFT JOIN incident other ON other.monitor_id = m.id AND (
      other.closed_at IS NULL AND other.worst = 'down' OR other.id = i.caused_by_id)
    WHERE other.id IS NOT NULL OR ${IS_DOWN_IN_MAINTENANCE} OR ${IS_FAILING}
    ORDER BY other.id IS NULL, NOT ${IS_DOWN_IN_MAINTENANCE}, other.opened_at LIMIT 1
  ) AS parent ON NOT is_end
  ORDER BY worse.monitor_id, worse.seq`;

/** Of the rows of verdict-store's `change`, those that are news, in the order of monitors and transitions. */
export async function listNews(sql: Sql, written: { changesJson: string; nowMs: number }): Promise<News[]> {
  const { rows } = await sql.query<Row>({
    name: "list-news",
    text: LIST_NEWS,
    values: [written.changesJson, written.nowMs],
  });
  return rows.map((row) => ({ ...row, parent: row.parent === null ? null : toParent(row.parent) }));
}

function toParent({ name, incidentId, sinceMs, zone, inMaintenance }: NonNullable<Row["parent"]>): Parent {
  if (sinceMs === null && !inMaintenance) return { kind: "failing", name, incidentId: null };
  return { kind: "down", name, sinceMs, zone, incidentId };
}
