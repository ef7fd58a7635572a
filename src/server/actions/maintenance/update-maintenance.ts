import { isDeepStrictEqual } from "node:util";
import { uuidv7 } from "uuidv7";
import type { MaintenanceHook, MaintenanceInput, MaintenanceTiming } from "#contracts/maintenance.ts";
import { wakeMaintained } from "#server/store/due-store.ts";
import {
  endPresent,
  findPresent,
  hasBegun,
  insertMaintenance,
  insertOccurrences,
  moveBegun,
  movePresentEnd,
  removeFuture,
  type StoredMaintenance,
  saveMaintenance,
} from "#server/store/maintenance-store.ts";
import { scopeOf } from "#server/store/monitor-scope.ts";
import type { Tx } from "#server/store/prisma.ts";
import type { Caller } from "../caller.ts";
import { recordCommand } from "../monitor/in-transaction.ts";
import {
  addOccurrences,
  changeMaintenance,
  createHookToken,
  describeWindow,
  hookUrlOf,
  type MaintenanceDeps,
  requireTiming,
  resolveScope,
} from "./change-maintenance.ts";

/** Replaces what has not begun. What is under way keeps its start; what is over keeps its scope, too. */
export function updateMaintenance(
  deps: MaintenanceDeps,
  caller: Caller,
  edit: { id: string; input: MaintenanceInput },
): Promise<MaintenanceHook> {
  const { id, input } = edit;
  return changeMaintenance(deps, { caller, id }, async (tx, before) => {
    const at = deps.now();
    const { name, timing } = input;
    const isRetimed = !isDeepStrictEqual(timing, before.timing);
    if (isRetimed) requireTiming(timing, at);
    const scope = await resolveScope(tx, { seen: scopeOf(caller.actor), scope: input.scope });
    const isRescoped = !isDeepStrictEqual(scope, before.scope);
    const { hookHash, token } = hookOf(timing, before);
    const after = { ...before, name, timing, scope, hookHash };

    // The old scope is woken before it is replaced, the new one after.
    await wakeMaintained(tx, { maintenanceId: id, at });
    if (isRescoped) await keepPast(tx, before, at);
    const replanned = isRetimed ? { plannedTo: await retime(tx, after, at) } : {};
    await saveMaintenance(tx, { ...after, ...replanned, at });
    await wakeMaintained(tx, { maintenanceId: id, at });
    const detail = { before: describeWindow(before), after: describeWindow(after) };
    await recordCommand(tx, caller, { action: "maintenance.update", subject: id, at, detail });
    return { id, hookUrl: token && hookUrlOf(deps, token) };
  });
}

/** A window that deploys start keeps its address; one that becomes such gets one. */
function hookOf(timing: MaintenanceTiming, { hookHash }: StoredMaintenance) {
  if (timing.kind !== "hook") return { hookHash: null, token: null };
  if (hookHash !== null) return { hookHash, token: null };
  const { token, hash } = createHookToken();
  return { hookHash: hash, token };
}

/** What has happened stays with the monitors that it was for, under a row that is deleted from the start. */
async function keepPast(tx: Tx, before: StoredMaintenance, at: Date): Promise<void> {
  const { id } = before;
  if (!(await hasBegun(tx, { id, at }))) return;
  const present = await findPresent(tx, { id, at });
  const toId = uuidv7();
  await insertMaintenance(tx, { ...before, id: toId, hookHash: null, at, plannedTo: null, deletedAt: at });
  await moveBegun(tx, { fromId: id, toId, at });
  if (present) await insertOccurrences(tx, { id, occurrences: [{ ...present, startsAt: at.getTime() }] });
}

async function retime(tx: Tx, window: StoredMaintenance, at: Date): Promise<Date | null> {
  const { id, timing } = window;
  await removeFuture(tx, { id, at });
  const present = await findPresent(tx, { id, at });
  if (present && timing.kind === "once") {
    const isStillOn = timing.startsAt <= at.getTime();
    if (isStillOn) await movePresentEnd(tx, { id, at, endsAt: new Date(timing.endsAt) });
    else await endPresent(tx, { id, at });
  }
  return addOccurrences(tx, { id, timing, at, isPresent: present !== null });
}
