import type { Severity } from "#contracts/policy.ts";
import type { Sql } from "./prisma.ts";

export type SystemIncident = {
  id: string;
  workspaceId: string;
  systemKey: string;
  title: string;
  cause: string;
  severity: Severity;
};

/** Null when it is open already. */
export async function openSystemIncident(
  sql: Sql,
  incident: Omit<SystemIncident, "id">,
  nowMs: number,
): Promise<SystemIncident | null> {
  const { rows } = await sql.query<{ id: string }>({
    name: "open-system-incident",
    text: `WITH opened AS (
        INSERT INTO incident (id, workspace_id, kind, system_key, title, severity, opened_at, cause)
        VALUES (gen_random_uuid(), $1, 'system', $2, $3, $4, to_timestamp($6 / 1000.0), $5)
        ON CONFLICT (workspace_id, system_key) WHERE closed_at IS NULL AND system_key IS NOT NULL DO NOTHING
        RETURNING id, opened_at, cause
      ), told AS (
        INSERT INTO incident_event (id, incident_id, at, kind, message)
        SELECT gen_random_uuid(), id, opened_at, 'created', cause FROM opened
      )
      SELECT id FROM opened`,
    values: [
      incident.workspaceId,
      incident.systemKey,
      incident.title,
      incident.severity,
      incident.cause,
      nowMs,
    ],
  });
  const [row] = rows;
  return row ? { ...incident, id: row.id } : null;
}

export type ClosedSystemIncident = SystemIncident & { openedAtMs: number };

/** Null when it is not open, as when a person has resolved it. */
export async function closeSystemIncident(
  sql: Sql,
  key: { workspaceId: string; systemKey: string },
  nowMs: number,
): Promise<ClosedSystemIncident | null> {
  const { rows } = await sql.query<ClosedSystemIncident>({
    name: "close-system-incident",
    text: `WITH closed AS (
        UPDATE incident SET closed_at = to_timestamp($3 / 1000.0), next_step_at = NULL, next_reminder_at = NULL
        WHERE workspace_id = $1 AND system_key = $2 AND kind = 'system' AND closed_at IS NULL
        RETURNING *
      ), told AS (
        INSERT INTO incident_event (id, incident_id, at, kind, message)
        SELECT gen_random_uuid(), id, closed_at, 'resolved', 'It is well again.' FROM closed
      )
      SELECT id, workspace_id AS "workspaceId", system_key AS "systemKey", title, cause, severity,
        (extract(epoch FROM opened_at) * 1000)::float8 AS "openedAtMs"
      FROM closed`,
    values: [key.workspaceId, key.systemKey, nowMs],
  });
  return rows[0] ?? null;
}
