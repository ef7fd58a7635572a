import { uuidv7 } from "uuidv7";
import type { MaintenanceHook, MaintenanceInput } from "#contracts/maintenance.ts";
import { wakeMaintained } from "#server/store/due-store.ts";
import { insertMaintenance, saveMaintenance } from "#server/store/maintenance-store.ts";
import { scopeOf } from "#server/store/monitor-scope.ts";
import { type Caller, requireEditor } from "../caller.ts";
import { inTransaction, recordCommand } from "../monitor/in-transaction.ts";
import {
  addOccurrences,
  createHookToken,
  describeWindow,
  hookUrlOf,
  type MaintenanceDeps,
  requireTiming,
  resolveScope,
} from "./change-maintenance.ts";

export async function createMaintenance(
  deps: MaintenanceDeps,
  caller: Caller,
  input: MaintenanceInput,
): Promise<MaintenanceHook> {
  requireEditor(caller);
  const at = deps.now();
  const id = uuidv7();
  const { workspaceId } = caller.actor;
  const { name, timing } = input;
  requireTiming(timing, at);
  const hook = timing.kind === "hook" ? createHookToken() : null;

  await inTransaction(deps, async (tx) => {
    const scope = await resolveScope(tx, { seen: scopeOf(caller.actor), scope: input.scope });
    const window = { id, workspaceId, name, timing, hookHash: hook?.hash ?? null, scope, at };
    await insertMaintenance(tx, { ...window, plannedTo: null });
    const plannedTo = await addOccurrences(tx, { id, timing, at, isPresent: false });
    await saveMaintenance(tx, { ...window, plannedTo });
    await wakeMaintained(tx, { maintenanceId: id, at });
    const detail = { after: describeWindow(window) };
    await recordCommand(tx, caller, { action: "maintenance.create", subject: id, at, detail });
  });
  deps.wakeClock(at.getTime());
  return { id, hookUrl: hook && hookUrlOf(deps, hook.token) };
}
