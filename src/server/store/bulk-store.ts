import type { BulkBefore, BulkFailure, BulkRunCommand, BulkRunView } from "#contracts/bulk.ts";
import type { Sql, Tx } from "./prisma.ts";

export type NewBulkRun = {
  id: string;
  workspaceId: string;
  userId: string;
  command: BulkRunCommand;
  monitorIds: readonly string[];
  undoOf: string | null;
  address: string;
  userAgent: string | null;
  at: Date;
  startsAt: Date;
};

/** False when one of this person runs already in the workspace: the unique index decides between two at once. */
export async function insertBulkRun(tx: Tx, run: NewBulkRun): Promise<boolean> {
  const inserted = await tx.$executeRaw`
    INSERT INTO bulk_run (id, workspace_id, user_id, command, remaining, total, undo_of, address, user_agent, created_at,
      moved_at, starts_at)
    VALUES (${run.id}::uuid, ${run.workspaceId}::uuid, ${run.userId}::uuid, ${JSON.stringify(run.command)}::jsonb,
      ${[...run.monitorIds]}::text[], ${run.monitorIds.length}, ${run.undoOf}::uuid, ${run.address}, ${run.userAgent},
      ${run.at}, ${run.startsAt}, ${run.startsAt})
    ON CONFLICT (workspace_id, user_id) WHERE status = 'running' DO NOTHING`;
  return inserted === 1;
}

/** False when somebody was faster. */
export async function markUndone(tx: Tx, undo: { id: string; undoneById: string }): Promise<boolean> {
  const { count } = await tx.bulkRun.updateMany({
    where: { id: undo.id, undoneById: null },
    data: { undoneById: undo.undoneById },
  });
  return count === 1;
}

type ViewRow = Omit<BulkRunView, "failures" | "canUndo"> & {
  failures: BulkFailure[];
  isUndone: boolean;
};
const SHOWN_FAILURES = 200;
const VIEW = `id, status, command, done, total, error, failures, created_at AS "createdAt", starts_at AS "startsAt",
  jsonb_array_length(failures) AS failed, finished_at AS "finishedAt", undone_by_id IS NOT NULL AS "isUndone"`;

function toView({ isUndone, failures, ...row }: ViewRow): BulkRunView {
  const { kind } = row.command;
  const canUndo = !isUndone && row.done > 0 && kind !== "delete" && kind !== "undo";
  return { ...row, canUndo, failures: failures.slice(0, SHOWN_FAILURES) };
}

type Owner = { workspaceId: string; userId: string };

/** Null for somebody else, too. */
export async function findBulkRun(sql: Sql, key: Owner & { id: string }): Promise<BulkRunView | null> {
  const { rows } = await sql.query<ViewRow>(
    `SELECT ${VIEW} FROM bulk_run WHERE id = $1 AND workspace_id = $2 AND user_id = $3`,
    [key.id, key.workspaceId, key.userId],
  );
  return rows[0] ? toView(rows[0]) : null;
}

export async function findLatestBulkRun(sql: Sql, key: Owner & { since: Date }): Promise<BulkRunView | null> {
  const { rows } = await sql.query<ViewRow>(
    `SELECT ${VIEW} FROM bulk_run WHERE workspace_id = $1 AND user_id = $2
        AND (status = 'running' OR finished_at >= $3)
      ORDER BY created_at DESC, id DESC LIMIT 1`,
    [key.workspaceId, key.userId, key.since],
  );
  return rows[0] ? toView(rows[0]) : null;
}

export type ClaimedRun = Owner & {
  id: string;
  command: BulkRunCommand;
  monitorIds: string[];
  undoOf: string | null;
  address: string;
  userAgent: string | null;
  fence: number;
  startsAt: Date;
};

/** Null when it is over, or somebody works on it who has moved since `stalledBefore`. */
export async function claimBulkRun(
  sql: Sql,
  claim: { id: string; at: Date; stalledBefore: Date },
): Promise<ClaimedRun | null> {
  const { rows } = await sql.query<ClaimedRun>(
    `UPDATE bulk_run SET fence = fence + 1, moved_at = greatest($2, starts_at)
      WHERE id = $1 AND status = 'running' AND (fence = 0 OR moved_at < $3)
      RETURNING id, workspace_id AS "workspaceId", user_id AS "userId", command, remaining[done + 1:] AS "monitorIds",
        undo_of AS "undoOf", coalesce(address, '') AS address, user_agent AS "userAgent", fence, starts_at AS "startsAt"`,
    [claim.id, claim.at, claim.stalledBefore],
  );
  return rows[0] ?? null;
}

export async function listStalledRuns(sql: Sql, stalledBefore: Date): Promise<string[]> {
  const { rows } = await sql.query<{ id: string }>(
    "SELECT id FROM bulk_run WHERE status = 'running' AND moved_at < $1 ORDER BY moved_at LIMIT 20",
    [stalledBefore],
  );
  return rows.map(({ id }) => id);
}

type Held = { id: string; fence: number; at: Date };

/** Writes down what monitors had, before it is changed; what was written first stays. False: stop. */
export async function keepBefore(
  sql: Sql,
  held: Held,
  befores: readonly { monitorId: string; before: BulkBefore }[],
): Promise<boolean> {
  const { rows } = await sql.query<{ holds: boolean }>(
    `WITH run AS (
        UPDATE bulk_run SET moved_at = $3 WHERE id = $1 AND fence = $2 AND status = 'running' RETURNING id
      ), kept AS (
        INSERT INTO bulk_undo (run_id, monitor_id, before)
        SELECT run.id, given."monitorId", given.before
        FROM run, jsonb_to_recordset($4::jsonb) AS given("monitorId" uuid, before jsonb)
        ON CONFLICT DO NOTHING
      )
      SELECT EXISTS (SELECT FROM run) AS holds`,
    [held.id, held.fence, held.at, JSON.stringify(befores)],
  );
  return rows[0]?.holds ?? false;
}

/** False when it was cancelled or taken over meanwhile: whoever runs it stops. */
export async function saveBulkProgress(
  sql: Sql,
  held: Held,
  step: { done: number; failures: readonly BulkFailure[] },
): Promise<boolean> {
  const { rowCount } = await sql.query(
    `UPDATE bulk_run SET done = done + $4, failures = failures || $5::jsonb, moved_at = $3
      WHERE id = $1 AND fence = $2 AND status = 'running'`,
    [held.id, held.fence, held.at, step.done, JSON.stringify(step.failures)],
  );
  return rowCount === 1;
}

export async function finishBulkRun(
  sql: Sql,
  end: { id: string; status: "done" | "failed" | "cancelled"; error: string | null; at: Date },
): Promise<boolean> {
  const { rowCount } = await sql.query(
    "UPDATE bulk_run SET status = $2, error = $3, finished_at = $4 WHERE id = $1 AND status = 'running'",
    [end.id, end.status, end.error, end.at],
  );
  return rowCount === 1;
}

/** In the order in which they were changed. */
export async function listBefore(
  sql: Sql,
  key: { runId: string; monitorIds: readonly string[] },
): Promise<Map<string, BulkBefore>> {
  const { rows } = await sql.query<{ monitorId: string; before: BulkBefore }>(
    `SELECT monitor_id AS "monitorId", before FROM bulk_undo WHERE run_id = $1 AND monitor_id = ANY($2::uuid[])`,
    [key.runId, [...key.monitorIds]],
  );
  return new Map(rows.map(({ monitorId, before }) => [monitorId, before]));
}

/** Public ids of what a run has touched. */
export async function listTouched(sql: Sql, runId: string): Promise<string[]> {
  const { rows } = await sql.query<{ id: string }>(
    "SELECT monitor_id AS id FROM bulk_undo WHERE run_id = $1 ORDER BY monitor_id",
    [runId],
  );
  return rows.map(({ id }) => id);
}
