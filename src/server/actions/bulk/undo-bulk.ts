import { uuidv7 } from "uuidv7";
import { AppError } from "#server/runtime/app-error.ts";
import { findBulkRun, finishBulkRun, listTouched, markUndone } from "#server/store/bulk-store.ts";
import { requireEditor } from "../caller.ts";
import { inTransaction, recordCommand } from "../monitor/in-transaction.ts";
import { type BulkActionDeps, type BulkCaller, writeDown } from "./start-bulk.ts";

/** Whoever works on the run finishes the monitors at hand before they are given back what they had. */
const SETTLE_MS = 2_000;

/** Gives each monitor back what it had; a run that is under way ends here. The way back is a run of its own. */
export async function undoBulk(
  deps: BulkActionDeps,
  caller: BulkCaller,
  id: string,
): Promise<{ id: string; total: number }> {
  requireEditor(caller);
  const { workspaceId, userId } = caller.actor;
  const found = await findBulkRun(deps.sql, { workspaceId, userId, id });
  if (!found) throw new AppError("not_found", "There is no such change.");
  const { kind } = found.command;
  if (kind === "delete" || kind === "undo") {
    throw new AppError("conflict", "This change cannot be taken back.");
  }
  const at = deps.now();
  const wasRunning = await finishBulkRun(deps.sql, { id, status: "cancelled", error: null, at });
  const monitorIds = await listTouched(deps.sql, id);
  if (monitorIds.length === 0)
    throw new AppError("conflict", "Nothing was changed, so there is nothing to take back.");

  const undoneById = uuidv7();
  const startsAt = new Date(at.getTime() + (wasRunning ? SETTLE_MS : 0));
  await inTransaction(deps, async (tx) => {
    if (!(await markUndone(tx, { id, undoneById }))) {
      throw new AppError("conflict", "This change was taken back already.");
    }
    const command = { kind: "undo", of: kind } as const;
    await writeDown(tx, caller, { id: undoneById, command, monitorIds, undoOf: id, at, startsAt });
    const detail = { run: id, monitors: monitorIds.length };
    await recordCommand(tx, caller, { action: "bulk.undo", subject: undoneById, at, detail });
  });
  deps.wakeBulk(undoneById);
  return { id: undoneById, total: monitorIds.length };
}
