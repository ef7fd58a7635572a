import type { HeartbeatPingView, HeartbeatRunView, RunState } from "#contracts/heartbeat.ts";
import type { Sql } from "./prisma.ts";

const ms = (column: string) => `(extract(epoch FROM ${column}) * 1000)::float8`;

export type HeartbeatHead = {
  salt: string;
  tokenHash: string;
  dueAt: number | null;
  deadlineAt: number | null;
  lastPingAt: number | null;
  startedAt: number | null;
};

export async function findHeartbeatHead(sql: Sql, monitorId: number): Promise<HeartbeatHead | null> {
  const { rows } = await sql.query<HeartbeatHead>({
    name: "find-heartbeat-head",
    text: `SELECT salt, token_hash AS "tokenHash", ${ms("due_at")} AS "dueAt", ${ms("deadline_at")} AS "deadlineAt",
        ${ms("last_ping_at")} AS "lastPingAt", ${ms("started_at")} AS "startedAt"
      FROM heartbeat WHERE monitor_id = $1`,
    values: [monitorId],
  });
  return rows[0] ?? null;
}

type Newest = { monitorId: number; limit: number };

/** Newest first. */
export async function listHeartbeatRuns(sql: Sql, query: Newest): Promise<HeartbeatRunView[]> {
  const { rows } = await sql.query<HeartbeatRunView>({
    name: "list-heartbeat-runs",
    text: `SELECT ${ms("r.due_at")} AS "dueAt", r.expected, r.state,
        r.state = 'running' AND h.started_at IS NOT DISTINCT FROM r.started_at AS "isCurrent",
        ${ms("r.started_at")} AS "startedAt", ${ms("r.ended_at")} AS "endedAt", r.duration_ms::float8 AS "durationMs",
        r.exit_code AS "exitCode", p.body
      FROM heartbeat_run r JOIN heartbeat h ON h.monitor_id = r.monitor_id
      LEFT JOIN heartbeat_ping p ON p.id = r.ping_id
      WHERE r.monitor_id = $1 ORDER BY r.due_at DESC LIMIT $2`,
    values: [query.monitorId, query.limit],
  });
  return rows;
}

/** Newest first. */
export async function listHeartbeatPings(sql: Sql, query: Newest): Promise<HeartbeatPingView[]> {
  const { rows } = await sql.query<HeartbeatPingView>({
    name: "list-heartbeat-pings",
    text: `SELECT id, ${ms("received_at")} AS "receivedAt", kind, exit_code AS "exitCode", run_id AS "runId", note, body,
        bytes, address, user_agent AS "userAgent", duration_ms::float8 AS "durationMs"
      FROM heartbeat_ping WHERE monitor_id = $1 ORDER BY received_at DESC, id DESC LIMIT $2`,
    values: [query.monitorId, query.limit],
  });
  return rows;
}

/** Of all runs that the ledger still has. */
export async function summarizeRuns(
  sql: Sql,
  monitorId: number,
): Promise<{ counts: Partial<Record<RunState, number>>; median: number | null; longest: number | null }> {
  const { rows } = await sql.query<{
    counts: Partial<Record<RunState, number>> | null;
    median: number | null;
    longest: number | null;
  }>({
    name: "summarize-heartbeat-runs",
    text: `SELECT
        (SELECT jsonb_object_agg(state, count) FROM (
          SELECT state, count(*)::int AS count FROM heartbeat_run WHERE monitor_id = $1 GROUP BY state
        ) AS by_state) AS counts,
        percentile_cont(0.5) WITHIN GROUP (ORDER BY duration_ms)::float8 AS median, max(duration_ms)::float8 AS longest
      FROM heartbeat_run WHERE monitor_id = $1 AND duration_ms IS NOT NULL`,
    values: [monitorId],
  });
  const [row] = rows;
  return { counts: row?.counts ?? {}, median: row?.median ?? null, longest: row?.longest ?? null };
}
