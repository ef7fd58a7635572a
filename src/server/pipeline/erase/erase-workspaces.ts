import type { Deps } from "#server/runtime/deps.ts";
import { allowAuditErasure } from "#server/store/audit-erasure-store.ts";
import {
  eraseMonitors,
  erasePart,
  eraseReadings,
  eraseWorkspaceRow,
  listCondemned,
} from "#server/store/erase-store.ts";
import { inTransaction, isRetryable } from "#server/store/sql-transaction.ts";

const MONITORS_AT_ONCE = 50;
const ROWS_AT_ONCE = 1_000;
const BUDGET_MS = 40_000;

/**
 * Removes everything of the workspaces that an owner deleted: in parts that each commit by themselves, so that nothing waits
 * for long, and whatever process dies, the next run goes on. Returns how many are gone for good.
 */
export async function eraseWorkspaces(deps: Deps): Promise<number> {
  const endsAt = deps.clock() + BUDGET_MS;
  let gone = 0;
  for (const workspaceId of await listCondemned(deps.pool)) {
    while (await eraseSome(deps, workspaceId)) if (deps.clock() >= endsAt) return gone;
    gone += 1;
  }
  return gone;
}

/** False when nothing is left. */
async function eraseSome(deps: Deps, workspaceId: string): Promise<boolean> {
  const monitors = { workspaceId, atMs: deps.clock(), limit: MONITORS_AT_ONCE };
  const ids = await retried(() => inTransaction(deps.pool, (sql) => eraseMonitors(sql, monitors)));
  if (ids.length > 0) {
    // After the monitors: whatever a probe still reports is dropped now.
    await eraseReadings(deps.pool, ids);
    return true;
  }
  const removed = await retried(() =>
    inTransaction(deps.pool, async (sql) => {
      await allowAuditErasure(sql);
      return erasePart(sql, { workspaceId, limit: ROWS_AT_ONCE });
    }),
  );
  if (removed > 0) return true;
  await retried(() => inTransaction(deps.pool, (sql) => eraseWorkspaceRow(sql, workspaceId)));
  return false;
}

const ATTEMPTS = 5;

/** Ingest and the notifier may hold some of it: whoever Postgres sends away comes again. */
async function retried<Result>(work: () => Promise<Result>): Promise<Result> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await work();
    } catch (error) {
      if (attempt >= ATTEMPTS || !isRetryable(error)) throw error;
    }
  }
}
