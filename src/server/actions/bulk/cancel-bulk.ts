import { AppError } from "#server/runtime/app-error.ts";
import { findBulkRun, finishBulkRun } from "#server/store/bulk-store.ts";
import { inTransaction, recordCommand } from "../monitor/in-transaction.ts";
import type { BulkActionDeps, BulkCaller } from "./start-bulk.ts";

/** What it has done so far stays. One that has ended already is left as it is. */
export async function cancelBulk(
  deps: BulkActionDeps,
  caller: BulkCaller,
  id: string,
): Promise<{ id: string }> {
  const { workspaceId, userId } = caller.actor;
  if (!(await findBulkRun(deps.sql, { workspaceId, userId, id }))) {
    throw new AppError("not_found", "There is no such change.");
  }
  const at = deps.now();
  const isCancelled = await finishBulkRun(deps.sql, { id, status: "cancelled", error: null, at });
  if (isCancelled) {
    await inTransaction(deps, (tx) => recordCommand(tx, caller, { action: "bulk.cancel", subject: id, at }));
  }
  return { id };
}
