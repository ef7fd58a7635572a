import type { MaintenanceTiming } from "#contracts/maintenance.ts";
import { type MonitorScope, scopeSql } from "./monitor-scope.ts";
import type { Sql } from "./prisma.ts";

export type MaintenanceRow = {
  id: string;
  name: string;
  timing: MaintenanceTiming;
  everything: boolean;
  hasHook: boolean;
  monitors: { id: string; name: string }[];
  tags: string[];
  present: { startsAt: number; endsAt: number } | null;
  next: { startsAt: number; endsAt: number }[];
};

const SPAN = `'startsAt', (extract(epoch FROM o.starts_at) * 1000)::float8,
  'endsAt', (extract(epoch FROM o.ends_at) * 1000)::float8`;

/** What is under way first, then by the next start. */
export async function listMaintenanceRows(
  sql: Sql,
  query: MonitorScope & { at: Date; next: number },
): Promise<MaintenanceRow[]> {
  const values: unknown[] = [query.workspaceId, query.at, query.next];
  const scope = scopeSql(query, values);
  const { rows } = await sql.query<MaintenanceRow>({
    name: scope.name("list-maintenance-rows"),
    text: `SELECT w.id, w.name, w.timing, w.everything, w.hook_hash IS NOT NULL AS "hasHook",
        coalesce((
          SELECT json_agg(json_build_object('id', m.public_id, 'name', m.name) ORDER BY lower(m.name), m.id)
          FROM maintenance_target t JOIN monitor m ON m.id = t.monitor_id WHERE t.maintenance_id = w.id${scope.monitor("m")}
        ), '[]') AS monitors,
        ARRAY(SELECT t.tag FROM maintenance_target t WHERE t.maintenance_id = w.id AND t.tag IS NOT NULL${scope.target("t")} ORDER BY 1) AS tags,
        present.span AS present, coalesce(next.spans, '[]') AS next
      FROM maintenance w
      LEFT JOIN LATERAL (
        SELECT json_build_object(${SPAN}) AS span FROM maintenance_occurrence o
        WHERE o.maintenance_id = w.id AND o.starts_at <= $2 AND o.ends_at > $2 ORDER BY o.ends_at DESC LIMIT 1
      ) present ON true
      LEFT JOIN LATERAL (
        SELECT json_agg(json_build_object(${SPAN}) ORDER BY o.starts_at) AS spans, min(o.starts_at) AS first
        FROM (
          SELECT starts_at, ends_at FROM maintenance_occurrence
          WHERE maintenance_id = w.id AND starts_at > $2 ORDER BY starts_at LIMIT $3
        ) o
      ) next ON true
      WHERE w.workspace_id = $1 AND w.deleted_at IS NULL${scope.window("w")}
      ORDER BY present.span IS NULL, next.first NULLS LAST, lower(w.name), w.id`,
    values,
  });
  return rows;
}

export type UpcomingRow = { id: string; name: string; startsAt: number; endsAt: number; monitors: number };

/** What is under way or begins before `to`, in order of time. */
export async function listUpcoming(
  sql: Sql,
  query: MonitorScope & { at: Date; to: Date; limit: number },
): Promise<UpcomingRow[]> {
  const values: unknown[] = [query.workspaceId, query.at, query.to, query.limit];
  const scope = scopeSql(query, values);
  const { rows } = await sql.query<UpcomingRow>({
    name: scope.name("list-upcoming-maintenance"),
    text: `SELECT w.id, w.name, (extract(epoch FROM o.starts_at) * 1000)::float8 AS "startsAt",
        (extract(epoch FROM o.ends_at) * 1000)::float8 AS "endsAt",
        (
          SELECT count(*)::int FROM monitor m
          WHERE m.workspace_id = w.workspace_id${scope.monitor("m")} AND (w.everything OR EXISTS (
            SELECT FROM maintenance_target t
            WHERE t.maintenance_id = w.id AND (t.monitor_id = m.id OR t.tag = ANY(m.tags))
          ))
        ) AS monitors
      FROM maintenance_occurrence o JOIN maintenance w ON w.id = o.maintenance_id
      WHERE w.workspace_id = $1 AND w.deleted_at IS NULL AND o.ends_at > $2 AND o.starts_at < $3${scope.window("w")}
      ORDER BY o.starts_at, o.ends_at, w.id LIMIT $4`,
    values,
  });
  return rows;
}
