import type { BacktestInput, BacktestListItem, BacktestResult, BacktestView } from "#contracts/backtest.ts";
import { type MonitorScope, scopeSql } from "./monitor-scope.ts";
import type { Sql, Tx } from "./prisma.ts";

export type NewBacktest = {
  id: string;
  workspaceId: string;
  input: BacktestInput;
  ticksTotal: number;
  at: Date;
};

/** False when one runs already in the workspace: the unique index decides between two at once. */
export async function insertBacktest(tx: Tx, backtest: NewBacktest): Promise<boolean> {
  const { id, workspaceId, input, ticksTotal, at } = backtest;
  const inserted = await tx.$executeRaw`
    INSERT INTO backtest (id, workspace_id, input, total, ticks_total, created_at, moved_at)
    VALUES (${id}::uuid, ${workspaceId}::uuid, ${JSON.stringify(input)}::jsonb, ${input.monitorIds.length}, ${ticksTotal},
      ${at}, ${at})
    ON CONFLICT (workspace_id) WHERE status = 'running' DO NOTHING`;
  return inserted === 1;
}

const STALLED_AFTER_MS = 60_000;
const STALLED =
  "The process that ran it ended before it was done. Start it again; choose fewer monitors or a shorter time if it happens twice.";

/** A running one that has not got on for a minute has lost its process. */
export async function failStalled(sql: Sql, look: { workspaceId: string; at: Date }): Promise<number> {
  const { rowCount } = await sql.query(
    `UPDATE backtest SET status = 'failed', error = $4, finished_at = $3
      WHERE workspace_id = $1 AND status = 'running' AND moved_at < $2`,
    [look.workspaceId, new Date(look.at.getTime() - STALLED_AFTER_MS), look.at, STALLED],
  );
  return rowCount ?? 0;
}

/** Null when it is not running (any more). */
export async function findRunningBacktest(
  sql: Sql,
  id: string,
): Promise<{ workspaceId: string; input: BacktestInput } | null> {
  const { rows } = await sql.query<{ workspaceId: string; input: BacktestInput }>(
    `SELECT workspace_id AS "workspaceId", input FROM backtest WHERE id = $1 AND status = 'running'`,
    [id],
  );
  return rows[0] ?? null;
}

export type Progress = {
  id: string;
  done: number;
  ticksDone: number;
  /** Null: as it was saved last. */
  result: BacktestResult | null;
  at: Date;
};

/** False when it was cancelled or given up meanwhile: whoever runs it stops. */
export async function saveProgress(sql: Sql, progress: Progress): Promise<boolean> {
  const { id, done, ticksDone, result, at } = progress;
  const { rowCount } = await sql.query(
    `UPDATE backtest SET done = $2, ticks_done = $3, result = coalesce($4::jsonb, result), moved_at = $5
      WHERE id = $1 AND status = 'running'`,
    [id, done, ticksDone, result && JSON.stringify(result), at],
  );
  return rowCount === 1;
}

export async function finishBacktest(
  sql: Sql,
  end: { id: string; status: "done" | "failed" | "cancelled"; error: string | null; at: Date },
): Promise<boolean> {
  const { rowCount } = await sql.query(
    "UPDATE backtest SET status = $2, error = $3, finished_at = $4 WHERE id = $1 AND status = 'running'",
    [end.id, end.status, end.error, end.at],
  );
  return rowCount === 1;
}

const COLUMNS = `id, status, input, done, total, ticks_done AS "ticksDone", ticks_total AS "ticksTotal", error,
  (extract(epoch FROM created_at) * 1000)::float8 AS "createdAt"`;

/** Null in another workspace, and where one of its monitors is out of scope. */
export async function findBacktest(
  sql: Sql,
  key: MonitorScope & { id: string },
): Promise<BacktestView | null> {
  const values: unknown[] = [key.id, key.workspaceId];
  const scope = scopeSql(key, values);
  const { rows } = await sql.query<BacktestView>(
    `SELECT ${COLUMNS}, result FROM backtest WHERE id = $1 AND workspace_id = $2${scope.backtest("backtest")}`,
    values,
  );
  return rows[0] ?? null;
}

/** Newest first. */
export async function listBacktestRows(
  sql: Sql,
  query: MonitorScope & { limit: number },
): Promise<BacktestListItem[]> {
  const values: unknown[] = [query.workspaceId, query.limit];
  const scope = scopeSql(query, values);
  const { rows } = await sql.query<BacktestListItem>(
    `SELECT ${COLUMNS} FROM backtest WHERE workspace_id = $1${scope.backtest("backtest")}
      ORDER BY created_at DESC, id DESC LIMIT $2`,
    values,
  );
  return rows;
}
