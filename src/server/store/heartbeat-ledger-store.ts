import type { HeartbeatPing, PingKind, PingNote } from "#contracts/heartbeat.ts";
import type { RunChange } from "#domain/heartbeat/run-change.ts";
import type { NamedRun } from "#domain/heartbeat/take-ping.ts";
import type { Sql } from "./prisma.ts";

const KEPT_DAYS = 90;
const KEPT_PINGS = 1_000;
const DELETED_AT_ONCE = 10_000;

export type PingRow = Pick<
  HeartbeatPing,
  "id" | "receivedAt" | "kind" | "exitCode" | "runId" | "bytes" | "address" | "userAgent"
> & { monitorId: number; note: PingNote | null; body: string | null; durationMs: number | null };

/** False when this very ping has been taken in before. */
export async function insertPing(sql: Sql, ping: PingRow): Promise<boolean> {
  const { rows } = await sql.query({
    name: "insert-heartbeat-ping",
    text: `INSERT INTO heartbeat_ping (id, monitor_id, received_at, kind, exit_code, run_id, note, body, bytes, address,
        user_agent, duration_ms)
      VALUES ($1, $2, to_timestamp($3 / 1000.0), $4, $5, $6, $7, $8, $9, $10, $11, $12)
      ON CONFLICT DO NOTHING RETURNING 1`,
    values: [
      ping.id,
      ping.monitorId,
      ping.receivedAt,
      ping.kind,
      ping.exitCode,
      ping.runId,
      ping.note,
      ping.body,
      ping.bytes,
      ping.address,
      ping.userAgent,
      ping.durationMs,
    ],
  });
  return rows.length > 0;
}

export async function hasPing(sql: Sql, id: string): Promise<boolean> {
  const { rows } = await sql.query({
    name: "has-heartbeat-ping",
    text: "SELECT 1 FROM heartbeat_ping WHERE id = $1",
    values: [id],
  });
  return rows.length > 0;
}

/** Whether the run has already told its start, or its end, since then. */
export async function hasToldRun(
  sql: Sql,
  run: { monitorId: number; runId: string; kinds: readonly PingKind[]; sinceMs: number },
): Promise<boolean> {
  const { rows } = await sql.query({
    name: "has-told-heartbeat-run",
    text: `SELECT 1 FROM heartbeat_ping
      WHERE monitor_id = $1 AND received_at > to_timestamp($4 / 1000.0) AND run_id = $2 AND kind = ANY($3) LIMIT 1`,
    values: [run.monitorId, run.runId, [...run.kinds], run.sinceMs],
  });
  return rows.length > 0;
}

/** The newest run of that id which has begun and has not told its end. */
export async function findNamedRun(
  sql: Sql,
  run: { monitorId: number; runId: string },
): Promise<NamedRun | null> {
  const { rows } = await sql.query<NamedRun>({
    name: "find-heartbeat-run",
    text: `SELECT (extract(epoch FROM due_at) * 1000)::float8 AS "dueAt", expected, state,
        (extract(epoch FROM started_at) * 1000)::float8 AS "startedAt"
      FROM heartbeat_run WHERE monitor_id = $1 AND run_id = $2 AND state IN ('running', 'timeout')
      ORDER BY due_at DESC LIMIT 1`,
    values: [run.monitorId, run.runId],
  });
  return rows[0] ?? null;
}

/** Writes a line of the ledger; what is known of the same run and not said anew stays. */
export async function saveRun(
  sql: Sql,
  { monitorId, pingId, run }: { monitorId: number; pingId: string | null; run: RunChange },
): Promise<void> {
  await sql.query({
    name: "save-heartbeat-run",
    text: `INSERT INTO heartbeat_run AS run
        (monitor_id, due_at, expected, state, started_at, ended_at, duration_ms, exit_code, run_id, ping_id)
      VALUES ($1, to_timestamp($2 / 1000.0), $3, $4, to_timestamp($5::float8 / 1000), to_timestamp($6::float8 / 1000),
        $7, $8, $9, $10)
      ON CONFLICT (monitor_id, due_at) DO UPDATE SET expected = excluded.expected, state = excluded.state,
        started_at = coalesce(excluded.started_at, run.started_at), ended_at = excluded.ended_at,
        duration_ms = coalesce(excluded.duration_ms,
          (extract(epoch FROM excluded.ended_at - run.started_at) * 1000)::bigint),
        exit_code = excluded.exit_code, run_id = coalesce(excluded.run_id, run.run_id), ping_id = excluded.ping_id`,
    values: [
      monitorId,
      run.dueAt,
      run.expected,
      run.state,
      run.startedAt,
      run.endedAt,
      run.durationMs,
      run.exitCode,
      run.runId,
      pingId,
    ],
  });
}

/** Keeps the newest pings of one heartbeat. */
export async function trimPings(sql: Sql, monitorId: number): Promise<void> {
  await sql.query({
    name: "trim-heartbeat-pings",
    text: `DELETE FROM heartbeat_ping WHERE monitor_id = $1 AND received_at < (
        SELECT received_at FROM heartbeat_ping WHERE monitor_id = $1
        ORDER BY received_at DESC OFFSET ${KEPT_PINGS - 1} LIMIT 1
      )`,
    values: [monitorId],
  });
}

/** Removes what is too old, a part at a time. Answers how many lines went. */
export async function deleteOldPings(sql: Sql, nowMs: number): Promise<number> {
  let deleted = 0;
  for (const [table, column] of [
    ["heartbeat_ping", "received_at"],
    ["heartbeat_run", "due_at"],
  ]) {
    const { rowCount } = await sql.query(
      `DELETE FROM ${table} WHERE ctid = ANY(ARRAY(
        SELECT ctid FROM ${table} WHERE ${column} < to_timestamp($1 / 1000.0) - interval '${KEPT_DAYS} days'
        LIMIT ${DELETED_AT_ONCE}
      ))`,
      [nowMs],
    );
    deleted += rowCount ?? 0;
  }
  return deleted;
}
