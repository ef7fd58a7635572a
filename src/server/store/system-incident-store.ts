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

/** Opening tells every channel that tells the owners; closing tells whoever was told. Returns how many. */
export async function tellOwners(
  sql: Sql,
  told: { incidentId: string; event: "down" | "up"; snapshot: object; nowMs: number },
): Promise<number> {
  const { rowCount } = await sql.query({
    name: "tell-owners",
    text: `INSERT INTO delivery (id, workspace_id, channel_id, incident_id, event, next_at, created_at, notification)
      SELECT gen_random_uuid(), i.workspace_id, c.id, i.id, $2::text::"DeliveryEvent", to_timestamp($4 / 1000.0),
        to_timestamp($4 / 1000.0), $3::jsonb
      FROM incident i JOIN channel c ON c.workspace_id = i.workspace_id AND c.enabled
      WHERE i.id = $1 AND CASE $2::text WHEN 'down' THEN c.tells_owners
        ELSE EXISTS (SELECT FROM delivery d WHERE d.incident_id = i.id AND d.channel_id = c.id AND d.event = 'down') END
      ON CONFLICT DO NOTHING`,
    values: [told.incidentId, told.event, JSON.stringify(told.snapshot), told.nowMs],
  });
  return rowCount ?? 0;
}
