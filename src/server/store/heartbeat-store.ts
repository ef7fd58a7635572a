import type { HeartbeatCheck } from "#contracts/checks/heartbeat.ts";
import type { HeartbeatState } from "#contracts/heartbeat.ts";
import type { Sql } from "./prisma.ts";

export type LockedHeartbeat = {
  monitorId: number;
  configVersion: number;
  isPaused: boolean;
  check: HeartbeatCheck;
  state: HeartbeatState;
};

const ms = (column: string) => `(extract(epoch FROM h.${column}) * 1000)::float8`;
const STATE = `jsonb_build_object('dueAt', ${ms("due_at")}, 'startedAt', ${ms("started_at")}, 'runId', h.run_id,
  'runDueAt', ${ms("run_due_at")}, 'missedDueAt', ${ms("missed_due_at")}, 'lastPingAt', ${ms("last_ping_at")},
  'lastTickAt', ${ms("last_tick_at")}, 'lastOutcome', h.last_outcome)`;
const LOCKED = `h.monitor_id AS "monitorId", m.config_version AS "configVersion", m.paused_at IS NOT NULL AS "isPaused",
  m."check", ${STATE} AS state`;

/** Everything about one heartbeat happens under this lock, which is taken before that of the monitor's verdict. */
export async function lockHeartbeat(
  sql: Sql,
  key: { tokenHash: string } | { monitorId: number },
): Promise<LockedHeartbeat | null> {
  const [column, value] = "tokenHash" in key ? ["token_hash", key.tokenHash] : ["monitor_id", key.monitorId];
  const { rows } = await sql.query<LockedHeartbeat>({
    name: `lock-heartbeat-${column}`,
    text: `SELECT ${LOCKED} FROM heartbeat h JOIN monitor m ON m.id = h.monitor_id
      WHERE h.${column} = $1 AND m.kind = 'heartbeat' FOR UPDATE OF h`,
    values: [value],
  });
  return rows[0] ?? null;
}

/** Locks those whose deadline has passed, leaving out those that somebody else holds just now. */
export async function lockOverdue(
  sql: Sql,
  given: { judgedToMs: number; limit: number },
): Promise<(LockedHeartbeat & { deadlineAt: number })[]> {
  const { rows } = await sql.query<LockedHeartbeat & { deadlineAt: number }>({
    name: "lock-overdue-heartbeats",
    text: `SELECT ${LOCKED}, ${ms("deadline_at")} AS "deadlineAt" FROM heartbeat h JOIN monitor m ON m.id = h.monitor_id
      WHERE h.deadline_at <= to_timestamp($1 / 1000.0) AND m.kind = 'heartbeat' AND m.paused_at IS NULL
      ORDER BY h.deadline_at LIMIT $2 FOR UPDATE OF h SKIP LOCKED`,
    values: [given.judgedToMs, given.limit],
  });
  return rows;
}

/** Takes no lock: it needs to find one row, or none. */
export async function hasHeartbeat(sql: Sql, tokenHash: string): Promise<boolean> {
  const { rows } = await sql.query({
    name: "has-heartbeat",
    text: `SELECT 1 FROM heartbeat h JOIN monitor m ON m.id = h.monitor_id
      WHERE h.token_hash = $1 AND m.kind = 'heartbeat'`,
    values: [tokenHash],
  });
  return rows.length > 0;
}

export type StoredHeartbeat = { monitorId: number; state: HeartbeatState; deadlineAt: number | null };

export async function saveHeartbeat(
  sql: Sql,
  { monitorId, state, deadlineAt }: StoredHeartbeat,
): Promise<void> {
  await sql.query({
    name: "save-heartbeat",
    text: `UPDATE heartbeat SET due_at = to_timestamp($2::float8 / 1000), deadline_at = to_timestamp($3::float8 / 1000),
        started_at = to_timestamp($4::float8 / 1000), run_id = $5, run_due_at = to_timestamp($6::float8 / 1000),
        missed_due_at = to_timestamp($7::float8 / 1000), last_ping_at = to_timestamp($8::float8 / 1000),
        last_tick_at = to_timestamp($9::float8 / 1000), last_outcome = $10
      WHERE monitor_id = $1`,
    values: [
      monitorId,
      state.dueAt,
      deadlineAt,
      state.startedAt,
      state.runId,
      state.runDueAt,
      state.missedDueAt,
      state.lastPingAt,
      state.lastTickAt,
      state.lastOutcome,
    ],
  });
}

/** A monitor that was of another kind before, or is new. */
export async function insertHeartbeat(
  sql: Sql,
  row: { monitorId: number; salt: string; tokenHash: string },
): Promise<void> {
  await sql.query("INSERT INTO heartbeat (monitor_id, salt, token_hash) VALUES ($1, $2, $3)", [
    row.monitorId,
    row.salt,
    row.tokenHash,
  ]);
}

/** The old address stops working with the commit. */
export async function replaceToken(
  sql: Sql,
  row: { monitorId: number; salt: string; tokenHash: string },
): Promise<void> {
  await sql.query("UPDATE heartbeat SET salt = $2, token_hash = $3 WHERE monitor_id = $1", [
    row.monitorId,
    row.salt,
    row.tokenHash,
  ]);
}

export async function deleteHeartbeat(sql: Sql, monitorId: number): Promise<void> {
  await sql.query("DELETE FROM heartbeat WHERE monitor_id = $1", [monitorId]);
}
