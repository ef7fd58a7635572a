import { whyParentIsDown } from "#domain/notification/hold-message.ts";
import { IS_DOWN_IN_MAINTENANCE } from "./outbox-news-store.ts";
import type { Sql } from "./prisma.ts";

/** A parent's incident that opens this much later still counts as the cause. */
const CAPTURE_MS = 60_000;

/** `causedById` null: the parent is down in its maintenance, without an incident. */
export type Caused = { incidentId: string; causedById: string | null; because: string };
type Found = Omit<Caused, "because"> & { name: string; sinceMs: number | null; zone: string };

const FIND_CAPTURES = `
  WITH RECURSIVE waiting AS (
    SELECT i.id, i.monitor_id, i.opened_at FROM incident i
    WHERE i.closed_at IS NULL AND i.caused_by_id IS NULL AND i.monitor_id IS NOT NULL
      AND i.id IN (SELECT incident_id FROM delivery WHERE status = 'pending' AND attempts = 0)
      AND NOT EXISTS (SELECT FROM delivery d WHERE d.incident_id = i.id AND d.attempts > 0)
  ), ancestor AS (
    SELECT waiting.id AS incident_id, p.parent_id FROM waiting JOIN monitor_parent p ON p.monitor_id = waiting.monitor_id
    UNION SELECT ancestor.incident_id, p.parent_id FROM ancestor JOIN monitor_parent p ON p.monitor_id = ancestor.parent_id
  )
  SELECT DISTINCT ON (waiting.id) waiting.id AS "incidentId", other.id AS "causedById", m.name,
    (extract(epoch FROM other.opened_at) * 1000)::float8 AS "sinceMs", w.time_zone AS zone
  FROM waiting
  JOIN ancestor ON ancestor.incident_id = waiting.id
  JOIN monitor m ON m.id = ancestor.parent_id
  JOIN monitor_state s ON s.monitor_id = m.id
  JOIN workspace w ON w.id = m.workspace_id
  LEFT JOIN incident other ON other.monitor_id = m.id AND other.closed_at IS NULL AND other.worst = 'down'
    AND other.opened_at <= waiting.opened_at + ${CAPTURE_MS} * interval '1 ms'
  WHERE other.id IS NOT NULL OR ${IS_DOWN_IN_MAINTENANCE}
  ORDER BY waiting.id, other.opened_at`;

/** Takes back what was not sent yet of incidents whose parent turns out to be down. Returns how many incidents. */
export async function captureChildren(sql: Sql, nowMs: number): Promise<number> {
  const { rows } = await sql.query<Found>({ name: "find-captures", text: FIND_CAPTURES });
  const caused = rows.map(({ incidentId, causedById, ...parent }) => ({
    incidentId,
    causedById,
    because: whyParentIsDown(parent, nowMs),
  }));
  return saveCauses(sql, { caused, nowMs });
}

// Where no incident stands for the cause, nothing else keeps steps and reminders quiet: the release sets them anew.
const SAVE_CAUSES = `
  WITH given AS (
    SELECT * FROM jsonb_to_recordset($1::jsonb) AS row(incident_id uuid, caused_by_id uuid, because text)
  ), mine AS (
    SELECT i.id FROM incident i JOIN given ON given.incident_id = i.id
    WHERE i.closed_at IS NULL AND i.caused_by_id IS NULL ORDER BY i.id FOR NO KEY UPDATE OF i SKIP LOCKED
  ), captured AS (
    UPDATE incident SET caused_by_id = given.caused_by_id,
      next_step_at = CASE WHEN given.caused_by_id IS NOT NULL THEN next_step_at END,
      next_reminder_at = CASE WHEN given.caused_by_id IS NOT NULL THEN next_reminder_at END
    FROM given JOIN mine ON mine.id = given.incident_id WHERE incident.id = given.incident_id
    RETURNING incident.id, given.because
  ), held AS (
    UPDATE delivery SET status = 'suppressed', grouped = false, held_because = captured.because
    FROM captured WHERE incident_id = captured.id AND status = 'pending' AND attempts = 0
  )
  INSERT INTO incident_event (id, incident_id, at, kind, message)
  SELECT gen_random_uuid(), id, to_timestamp($2 / 1000.0), 'suppressed', because FROM captured
  RETURNING 1`;

/**
 * Says of incidents that a parent's is their cause: nobody is told of them while it lasts. One that another transaction
 * holds is left to the clock's next look.
 */
export async function saveCauses(
  sql: Sql,
  given: { caused: readonly Caused[]; nowMs: number },
): Promise<number> {
  if (given.caused.length === 0) return 0;
  const rows = given.caused.map(({ incidentId, causedById, because }) => ({
    incident_id: incidentId,
    caused_by_id: causedById,
    because,
  }));
  const { rowCount } = await sql.query({
    name: "save-causes",
    text: SAVE_CAUSES,
    values: [JSON.stringify(rows), given.nowMs],
  });
  return rowCount ?? 0;
}
