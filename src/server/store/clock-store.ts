import type { Sql } from "./prisma.ts";
import { startsNear } from "./window-store.ts";

/** Locks monitors whose time to be judged has come, leaving out those that somebody judges just now. */
export async function claimDueMonitors(sql: Sql, given: { nowMs: number; limit: number }): Promise<number[]> {
  const { rows } = await sql.query<{ id: number }>({
    name: "claim-due-monitors",
    text: `SELECT s.monitor_id AS id FROM monitor_state s JOIN monitor m ON m.id = s.monitor_id
      WHERE s.due_at <= to_timestamp($1 / 1000.0) AND m.paused_at IS NULL
      ORDER BY s.due_at LIMIT $2 FOR UPDATE OF s SKIP LOCKED`,
    values: [given.nowMs, given.limit],
  });
  return rows.map((row) => row.id);
}

/**
 * Monitors that a maintenance window reached or left in (fromMs, toMs], and those that are shown otherwise than the
 * windows say: a window may be opened, changed or ended after the fact.
 */
export async function listMaintenanceEdges(
  sql: Sql,
  span: { fromMs: number; toMs: number },
): Promise<number[]> {
  const { rows } = await sql.query<{ id: number }>({
    name: "list-maintenance-edges",
    text: `WITH occurrence AS (
        SELECT w.id, w.workspace_id, w.everything, o.starts_at, least(o.ends_at, w.deleted_at) AS ends_at
        FROM maintenance_occurrence o JOIN maintenance w ON w.id = o.maintenance_id
        WHERE ${startsNear("$1")} AND o.starts_at <= to_timestamp($2 / 1000.0) AND o.ends_at > to_timestamp($1 / 1000.0)
          AND (w.deleted_at IS NULL OR o.starts_at < w.deleted_at)
      ), touched AS (
        SELECT m.id, bool_or(o.ends_at > to_timestamp($2 / 1000.0)) AS is_inside,
          bool_or(o.starts_at > to_timestamp($1 / 1000.0)
            OR o.ends_at > to_timestamp($1 / 1000.0) AND o.ends_at <= to_timestamp($2 / 1000.0)) AS has_edge
        FROM occurrence o JOIN monitor m ON m.workspace_id = o.workspace_id
        WHERE m.paused_at IS NULL AND (o.everything OR EXISTS (
          SELECT FROM maintenance_target t
          WHERE t.maintenance_id = o.id AND (t.monitor_id = m.id OR t.tag = ANY(m.tags))
        ))
        GROUP BY m.id
      )
      SELECT t.id FROM touched t JOIN monitor_state s ON s.monitor_id = t.id
      WHERE t.has_edge OR t.is_inside AND s.verdict NOT IN ('maintenance', 'unknown')
      UNION
      SELECT s.monitor_id FROM monitor_state s JOIN monitor m ON m.id = s.monitor_id
      WHERE s.verdict = 'maintenance' AND m.paused_at IS NULL
        AND NOT EXISTS (SELECT FROM touched t WHERE t.id = s.monitor_id AND t.is_inside)
      ORDER BY 1`,
    values: [span.fromMs, span.toMs],
  });
  return rows.map((row) => row.id);
}
