import type { NearDeploy } from "#contracts/incoming-hook.ts";
import type { ChartMark } from "#contracts/latency.ts";
import type { Sql } from "./prisma.ts";
import { startsNear } from "./window-store.ts";

/** A deploy that takes longer than a day is drawn from its last day on. */
const LONGEST_DEPLOY_MS = 86_400_000;

type MarkQuery = { monitorId: number; fromMs: number; toMs: number; limit: number };

/** Incidents of the monitor that touch [fromMs, toMs], also those that a person opened about it; newest first. */
export async function listIncidentMarks(sql: Sql, query: MarkQuery): Promise<ChartMark[]> {
  const { rows } = await sql.query<ChartMark>({
    name: "list-incident-marks",
    text: `SELECT 'incident' AS kind, i.id, coalesce(i.title, i.cause) AS name,
        (extract(epoch FROM i.opened_at) * 1000)::float8 AS "fromMs",
        (extract(epoch FROM i.closed_at) * 1000)::float8 AS "toMs"
      FROM (
        SELECT id FROM incident WHERE monitor_id = $1
        UNION
        SELECT incident_id FROM incident_monitor WHERE monitor_id = $1
      ) own JOIN incident i ON i.id = own.id
      WHERE i.opened_at <= to_timestamp($3 / 1000.0)
        AND (i.closed_at IS NULL OR i.closed_at >= to_timestamp($2 / 1000.0)) AND i.merged_into_id IS NULL
      ORDER BY i.opened_at DESC LIMIT $4`,
    values: [query.monitorId, query.fromMs, query.toMs, query.limit],
  });
  return rows;
}

/** Maintenance of the monitor that touches [fromMs, toMs]; what a hook started is a deploy. Newest first. */
export async function listMaintenanceMarks(sql: Sql, query: MarkQuery): Promise<ChartMark[]> {
  const { rows } = await sql.query<ChartMark>({
    name: "list-maintenance-marks",
    text: `SELECT CASE WHEN w.timing->>'kind' = 'hook' THEN 'deploy' ELSE 'maintenance' END AS kind, o.id, w.name,
        (extract(epoch FROM o.starts_at) * 1000)::float8 AS "fromMs",
        (extract(epoch FROM least(o.ends_at, w.deleted_at)) * 1000)::float8 AS "toMs"
      FROM monitor m
      JOIN maintenance w ON w.workspace_id = m.workspace_id
      JOIN maintenance_occurrence o ON o.maintenance_id = w.id
      WHERE m.id = $1 AND ${startsNear("$2")} AND o.starts_at <= to_timestamp($3 / 1000.0)
        AND o.ends_at >= to_timestamp($2 / 1000.0) AND (w.deleted_at IS NULL OR o.starts_at < w.deleted_at)
        AND (w.everything OR EXISTS (
          SELECT FROM maintenance_target t
          WHERE t.maintenance_id = w.id AND (t.monitor_id = m.id OR t.tag = ANY(m.tags))
        ))
      ORDER BY o.starts_at DESC LIMIT $4`,
    values: [query.monitorId, query.fromMs, query.toMs, query.limit],
  });
  return rows;
}

/** Deploys that hooks were told of and that touch [fromMs, toMs]; newest first. */
export async function listDeployMarks(sql: Sql, query: MarkQuery): Promise<ChartMark[]> {
  const { rows } = await sql.query<ChartMark>({
    name: "list-deploy-marks",
    text: `SELECT 'deploy' AS kind, d.id, concat_ws(' · ', d.name, nullif(d.version, ''), nullif(d.environment, '')) AS name,
        (extract(epoch FROM d.started_at) * 1000)::float8 AS "fromMs",
        (extract(epoch FROM coalesce(d.ended_at, d.started_at)) * 1000)::float8 AS "toMs"
      FROM monitor m JOIN deploy_marker d ON d.workspace_id = m.workspace_id
      WHERE m.id = $1 AND d.started_at BETWEEN to_timestamp(($2::float8 - ${LONGEST_DEPLOY_MS}) / 1000.0) AND to_timestamp($3 / 1000.0)
        AND coalesce(d.ended_at, d.started_at) >= to_timestamp($2 / 1000.0)
        AND (d.everything OR m.id = ANY(d.monitor_ids) OR m.tags && d.tags)
      ORDER BY d.started_at DESC LIMIT $4`,
    values: [query.monitorId, query.fromMs, query.toMs, query.limit],
  });
  return rows;
}

/** Deploys on what the incident is about that began up to `withinMs` before its first failure; the nearest first. */
export async function listDeploysBefore(
  sql: Sql,
  { incidentId, withinMs }: { incidentId: string; withinMs: number },
): Promise<NearDeploy[]> {
  const { rows } = await sql.query<NearDeploy>({
    name: "list-deploys-before",
    text: `SELECT d.id, (extract(epoch FROM d.started_at) * 1000)::float8 AS at, d.name, d.version, d.state,
        (extract(epoch FROM began.at - d.started_at) * 1000)::float8 AS "beforeMs"
      FROM incident i
      CROSS JOIN LATERAL (SELECT coalesce(i.first_failed_at, i.opened_at) AS at) began
      JOIN deploy_marker d ON d.workspace_id = i.workspace_id AND d.started_at <= began.at
        AND d.started_at >= began.at - $2 * interval '1 millisecond'
      WHERE i.id = $1 AND (d.everything OR EXISTS (
        SELECT FROM monitor m WHERE (m.id = i.monitor_id
            OR m.id IN (SELECT monitor_id FROM incident_monitor WHERE incident_id = i.id))
          AND (m.id = ANY(d.monitor_ids) OR m.tags && d.tags)))
      ORDER BY d.started_at DESC LIMIT 5`,
    values: [incidentId, withinMs],
  });
  return rows;
}
