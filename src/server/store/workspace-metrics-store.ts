import type { RawVerdict } from "#domain/verdict/judgement.ts";
import { type MonitorScope, scopeSql } from "./monitor-scope.ts";
import type { Sql } from "./prisma.ts";

/** What no probe has seen for so long is of a certificate that is served no more. */
const CERTIFICATE_SEEN_MS = 2 * 86_400_000;

export type MonitorMetricsRow = {
  id: number;
  publicId: string;
  name: string;
  kind: string;
  severity: string;
  tags: string[];
  shown: string;
  raw: RawVerdict;
  p95Us: number | null;
  /** ISO 8601, of the first that expires. */
  certificateExpiresAt: string | null;
  lastCheckMs: number | null;
  openIncidents: number;
};

/** The oldest monitors first; one statement, by index. */
export async function listMonitorMetrics(
  sql: Sql,
  asked: { scope: MonitorScope; nowMs: number; limit: number },
): Promise<MonitorMetricsRow[]> {
  const { scope, nowMs, limit } = asked;
  const values: unknown[] = [scope.workspaceId, limit, nowMs - CERTIFICATE_SEEN_MS];
  const held = scopeSql(scope, values);
  const { rows } = await sql.query<MonitorMetricsRow>({
    name: held.name("list-monitor-metrics"),
    text: `SELECT m.id, m.public_id AS "publicId", m.name, m.kind, m.severity, m.tags, s.raw::text AS raw,
        CASE WHEN m.paused_at IS NULL THEN s.verdict::text ELSE 'paused' END AS shown, f.p95_us AS "p95Us",
        (SELECT min(value) FROM finding WHERE monitor_id = m.id AND key = 'certificateExpiresAt'
          AND seen_at > to_timestamp($3 / 1000.0)) AS "certificateExpiresAt",
        (SELECT extract(epoch FROM max(scheduled_at)) * 1000 FROM monitor_region_state WHERE monitor_id = m.id)::float8
          AS "lastCheckMs",
        coalesce(i.count, 0)::int AS "openIncidents"
      FROM monitor m
      JOIN monitor_state s ON s.monitor_id = m.id
      LEFT JOIN monitor_figures f ON f.monitor_id = m.id
      LEFT JOIN (
        SELECT monitor_id, count(*) FROM incident
        WHERE workspace_id = $1 AND closed_at IS NULL AND merged_into_id IS NULL AND monitor_id IS NOT NULL GROUP BY 1
      ) i ON i.monitor_id = m.id
      WHERE m.workspace_id = $1${held.monitor("m")} ORDER BY m.id LIMIT $2`,
    values,
  });
  return rows;
}

export async function countWorkspaceMonitors(
  sql: Sql,
  scope: MonitorScope,
): Promise<{ verdict: string; count: number }[]> {
  const values: unknown[] = [scope.workspaceId];
  const held = scopeSql(scope, values);
  const { rows } = await sql.query<{ verdict: string; count: number }>({
    name: held.name("count-workspace-monitors"),
    text: `SELECT CASE WHEN m.paused_at IS NULL THEN s.verdict::text ELSE 'paused' END AS verdict, count(*)::int AS count
      FROM monitor m JOIN monitor_state s ON s.monitor_id = m.id
      WHERE m.workspace_id = $1${held.monitor("m")} GROUP BY 1 ORDER BY 1`,
    values,
  });
  return rows;
}

export async function countWorkspaceIncidents(
  sql: Sql,
  scope: MonitorScope,
): Promise<{ severity: string; count: number }[]> {
  const values: unknown[] = [scope.workspaceId];
  const held = scopeSql(scope, values);
  const { rows } = await sql.query<{ severity: string; count: number }>({
    name: held.name("count-workspace-incidents"),
    text: `SELECT x.severity, count(*)::int AS count FROM incident x
      WHERE x.workspace_id = $1 AND x.closed_at IS NULL AND x.merged_into_id IS NULL${held.incident("x")}
      GROUP BY 1 ORDER BY 1`,
    values,
  });
  return rows;
}
