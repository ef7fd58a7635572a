import { endBurnAlert } from "#server/store/burn-incident-store.ts";
import { deleteObjective as removeObjective } from "#server/store/objective-store.ts";
import { sqlOf } from "#server/store/sql-of.ts";
import type { ActionDeps, Caller } from "../caller.ts";
import { recordCommand } from "../monitor/in-transaction.ts";
import { changeObjective } from "./change-objective.ts";

/** Its reports stay: somebody may have been given them. */
export function deleteObjective(deps: ActionDeps, caller: Caller, id: string): Promise<{ id: string }> {
  return changeObjective(deps, { caller, id }, async (tx, { workspaceId, spec }) => {
    const at = deps.now();
    await endBurnAlert(sqlOf(tx), { id, workspaceId, nowMs: at.getTime() });
    await removeObjective(tx, id);
    const detail = { before: spec };
    await recordCommand(tx, caller, { action: "objective.delete", subject: id, at, detail });
    return { id };
  });
}
