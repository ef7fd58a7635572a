import type { HeartbeatCheck } from "#contracts/checks/heartbeat.ts";
import { type HeartbeatState, INBOUND_REGION_ID } from "#contracts/heartbeat.ts";
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

const OVERDUE = `h.deadline_at <= to_timestamp($1 / 1000.0) AND m.kind = 'heartbeat' AND m.paused_at IS NULL`;

/** Those whose deadline has passed, the oldest first. */
export async function listOverdueIds(
  sql: Sql,
  given: { judgedToMs: number; limit: number },
): Promise<number[]> {
  const { rows } = await sql.query<{ id: number }>({
    name: "list-overdue-heartbeats",
    text: `SELECT h.monitor_id AS id FROM heartbeat h JOIN monitor m ON m.id = h.monitor_id
      WHERE ${OVERDUE} ORDER BY h.deadline_at LIMIT $2`,
    values: [given.judgedToMs, given.limit],
  });
  return rows.map((row) => row.id);
}

/** Locks those of them that are still overdue, leaving out what somebody else holds just now. */
export async function lockOverdue(
  sql: Sql,
  given: { judgedToMs: number; ids: readonly number[] },
): Promise<(LockedHeartbeat & { deadlineAt: number })[]> {
  const { rows } = await sql.query<LockedHeartbeat & { deadlineAt: number }>({
    name: "lock-overdue-heartbeats",
    text: `SELECT ${LOCKED}, ${ms("deadline_at")} AS "deadlineAt" FROM heartbeat h JOIN monitor m ON m.id = h.monitor_id
      WHERE ${OVERDUE} AND h.monitor_id = ANY($2) ORDER BY h.monitor_id FOR UPDATE OF h SKIP LOCKED`,
    values: [given.judgedToMs, [...given.ids]],
  });
  return rows;
}

/** The times in which no ping could be taken in, from somewhat before the oldest of these moments on. */
export async function listAway(
  sql: Sql,
  moments: readonly number[],
): Promise<{ fromMs: number; toMs: number }[]> {
  if (moments.length === 0) return [];
  const { rows } = await sql.query<{ fromMs: number; toMs: number }>({
    name: "list-heartbeat-outages",
    text: `SELECT (extract(epoch FROM from_at) * 1000)::float8 AS "fromMs",
        (extract(epoch FROM to_at) * 1000)::float8 AS "toMs"
      FROM outage WHERE region_id = ${INBOUND_REGION_ID} AND to_at > to_timestamp($1 / 1000.0) - interval '1 hour'`,
    values: [Math.min(...moments)],
  });
  return rows;
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
