import type { Check } from "#contracts/check.ts";
import { INBOUND_REGION_ID } from "#contracts/heartbeat.ts";
import { Outcome } from "#contracts/tick.ts";
import type { Verdict } from "#contracts/verdict.ts";
import type { RegionReadingView, ShownVerdict, TransitionView } from "#contracts/view.ts";
import { type MonitorScope, scopeSql } from "./monitor-scope.ts";
import type { Sql } from "./prisma.ts";

export type MonitorHead = {
  id: number;
  publicId: string;
  name: string;
  kind: string;
  check: Check;
  intervalMs: number;
  timeoutMs: number;
  tags: string[];
  shown: ShownVerdict;
  verdict: Verdict;
  reason: string;
  since: number;
  pausedAt: number | null;
  createdAt: number;
};

/** Null in another workspace and out of scope, too. */
export async function findMonitorHead(
  sql: Sql,
  key: MonitorScope & { publicId: string },
): Promise<MonitorHead | null> {
  const values: unknown[] = [key.publicId, key.workspaceId];
  const scope = scopeSql(key, values);
  const { rows } = await sql.query<MonitorHead>(
    `SELECT m.id, m.public_id AS "publicId", m.name, m.kind, m."check", m.interval_ms AS "intervalMs",
        m.timeout_ms AS "timeoutMs", m.tags, s.verdict, s.reason, (extract(epoch FROM s.since) * 1000)::float8 AS since,
        CASE WHEN m.paused_at IS NULL THEN s.verdict::text ELSE 'paused' END AS shown,
        (extract(epoch FROM m.paused_at) * 1000)::float8 AS "pausedAt",
        (extract(epoch FROM m.created_at) * 1000)::float8 AS "createdAt"
      FROM monitor m JOIN monitor_state s ON s.monitor_id = m.id
      WHERE m.public_id = $1 AND m.workspace_id = $2${scope.monitor("m")}`,
    values,
  );
  return rows[0] ?? null;
}

/** One line per region of the monitor's present version, with the newest tick from there. */
export async function listRegionReadings(sql: Sql, monitorId: number): Promise<RegionReadingView[]> {
  const { rows } = await sql.query<{
    code: string;
    name: string;
    at: number | null;
    outcome: number;
    status: number | null;
    total_us: number;
    vote: boolean;
  }>(
    `SELECT r.code, r.name, (extract(epoch FROM s.scheduled_at) * 1000)::float8 AS at, s.outcome, s.status, s.total_us, s.vote
      FROM region r
      LEFT JOIN monitor_region_state s ON s.region_id = r.id AND s.monitor_id = $1
      WHERE r.id IN (
        SELECT a.region_id FROM assignment a
        JOIN monitor m ON m.id = a.monitor_id AND m.config_version = a.config_version
        WHERE a.monitor_id = $1
        UNION ALL SELECT ${INBOUND_REGION_ID} FROM monitor WHERE id = $1 AND kind = 'heartbeat'
      )
      ORDER BY r.id`,
    [monitorId],
  );
  return rows.map((row) => ({
    region: row.code,
    regionName: row.name,
    lastTick:
      row.at === null
        ? null
        : {
            at: row.at,
            outcome: Outcome.options[row.outcome] ?? "internal",
            status: row.status,
            totalMs: Math.round(row.total_us / 10) / 100,
            vote: row.vote,
          },
  }));
}

export async function findOpenIncident(
  sql: Sql,
  monitorId: number,
): Promise<{ id: string; openedAt: number; cause: string } | null> {
  const { rows } = await sql.query<{ id: string; openedAt: number; cause: string }>(
    `SELECT id, (extract(epoch FROM opened_at) * 1000)::float8 AS "openedAt", cause
      FROM incident WHERE monitor_id = $1 AND closed_at IS NULL`,
    [monitorId],
  );
  return rows[0] ?? null;
}

/** Newest first. */
export async function listTransitions(
  sql: Sql,
  query: { monitorId: number; limit: number },
): Promise<TransitionView[]> {
  const { rows } = await sql.query<TransitionView>(
    `SELECT seq, "from", "to", (extract(epoch FROM at) * 1000)::float8 AS at,
        (extract(epoch FROM decided_at) * 1000)::float8 AS "decidedAt", reason
      FROM transition WHERE monitor_id = $1 ORDER BY seq DESC LIMIT $2`,
    [query.monitorId, query.limit],
  );
  return rows;
}
