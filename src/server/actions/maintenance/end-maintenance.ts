import { wakeMaintained } from "#server/store/due-store.ts";
import { endPresent, findPresent } from "#server/store/maintenance-store.ts";
import type { ActionDeps, Caller } from "../caller.ts";
import { recordCommand } from "../monitor/in-transaction.ts";
import { changeMaintenance } from "./change-maintenance.ts";

/** Ends what is under way; the next occurrences stay. Nothing under way: nothing changes. */
export function endMaintenance(deps: ActionDeps, caller: Caller, id: string): Promise<{ id: string }> {
  return changeMaintenance(deps, { caller, id }, async (tx) => {
    const at = deps.now();
    if (!(await findPresent(tx, { id, at }))) return { id };
    await endPresent(tx, { id, at });
    await wakeMaintained(tx, { maintenanceId: id, at });
    await recordCommand(tx, caller, { action: "maintenance.end", subject: id, at });
    return { id };
  });
}
