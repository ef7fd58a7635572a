import { wakeMaintained } from "#server/store/due-store.ts";
import { endPresent, markDeleted, removeFuture } from "#server/store/maintenance-store.ts";
import type { ActionDeps, Caller } from "../caller.ts";
import { recordCommand } from "../monitor/in-transaction.ts";
import { changeMaintenance, describeWindow } from "./change-maintenance.ts";

/** What is over stays in the reports; what is under way ends now. */
export function deleteMaintenance(deps: ActionDeps, caller: Caller, id: string): Promise<{ id: string }> {
  return changeMaintenance(deps, { caller, id }, async (tx, window) => {
    const at = deps.now();
    await removeFuture(tx, { id, at });
    await endPresent(tx, { id, at });
    await markDeleted(tx, { id, at });
    await wakeMaintained(tx, { maintenanceId: id, at });
    const detail = { before: describeWindow(window) };
    await recordCommand(tx, caller, { action: "maintenance.delete", subject: id, at, detail });
    return { id };
  });
}
