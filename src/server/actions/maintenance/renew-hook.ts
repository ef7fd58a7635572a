import type { MaintenanceHook } from "#contracts/maintenance.ts";
import { AppError } from "#server/runtime/app-error.ts";
import { saveMaintenance } from "#server/store/maintenance-store.ts";
import type { Caller } from "../caller.ts";
import { recordCommand } from "../monitor/in-transaction.ts";
import { changeMaintenance, createHookToken, hookUrlOf, type MaintenanceDeps } from "./change-maintenance.ts";

/** A new address for deploys; the old one stops working at once. */
export function renewHook(deps: MaintenanceDeps, caller: Caller, id: string): Promise<MaintenanceHook> {
  return changeMaintenance(deps, { caller, id }, async (tx, window) => {
    if (window.timing.kind !== "hook") {
      throw new AppError("conflict", "Only a window that deploys start has an address to call.");
    }
    const at = deps.now();
    const { token, hash } = createHookToken();
    await saveMaintenance(tx, { ...window, hookHash: hash, plannedTo: null, at });
    await recordCommand(tx, caller, { action: "maintenance.renew_hook", subject: id, at });
    return { id, hookUrl: hookUrlOf(deps, token) };
  });
}
