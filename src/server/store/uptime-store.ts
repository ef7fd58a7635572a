import type { RawVerdict } from "#domain/verdict/judgement.ts";
import type { Sql } from "./prisma.ts";

export type TimelineQuery = { monitorIds: readonly number[]; from: Date; to: Date };
export type RawStep = { monitorId: number; at: number; raw: RawVerdict };
export type MaintenanceSpan = { monitorId: number; name: string; fromMs: number; toMs: number };

/** What each target did in [from, to): the state that it came in with and every change since, oldest first. */
export async function listRawSteps(sql: Sql, query: TimelineQuery): Promise<RawStep[]> {
  if (query.monitorIds.length === 0) return [];
  const { rows } = await sql.query<RawStep>({
    name: "list-raw-steps",
    text: `SELECT wanted.id AS "monitorId", step.raw, (extract(epoch FROM step.at) * 1000)::float8 AS at
      FROM unnest($1::int[]) AS wanted(id)
      CROSS JOIN LATERAL (
        (SELECT raw, at, seq FROM transition WHERE monitor_id = wanted.id AND at <= $2 ORDER BY at DESC, seq DESC LIMIT 1)
        UNION ALL
        (SELECT raw, at, seq FROM transition WHERE monitor_id = wanted.id AND at > $2 AND at < $3)
      ) AS step
      ORDER BY wanted.id, step.at, step.seq`,
    values: [[...query.monitorIds], query.from, query.to],
  });
  return rows;
}

/** Maintenance of the monitors that touches [from, to). What a deleted window has had stays excluded. */
export async function listMaintenanceSpans(sql: Sql, query: TimelineQuery): Promise<MaintenanceSpan[]> {
  if (query.monitorIds.length === 0) return [];
  const { rows } = await sql.query<MaintenanceSpan>({
    name: "list-maintenance-spans",
    text: `SELECT m.id AS "monitorId", w.name, (extract(epoch FROM o.starts_at) * 1000)::float8 AS "fromMs",
        (extract(epoch FROM o.ends_at) * 1000)::float8 AS "toMs"
      FROM maintenance_occurrence o
      JOIN maintenance w ON w.id = o.maintenance_id AND (w.deleted_at IS NULL OR o.starts_at < w.deleted_at)
      JOIN monitor m ON m.workspace_id = w.workspace_id AND m.id = ANY($1)
        AND (w.everything OR EXISTS (
          SELECT FROM maintenance_target t
          WHERE t.maintenance_id = w.id AND (t.monitor_id = m.id OR t.tag = ANY(m.tags))
        ))
      WHERE o.ends_at > $2 AND o.starts_at < $3
      ORDER BY m.id, o.starts_at`,
    values: [[...query.monitorIds], query.from, query.to],
  });
  return rows;
}
