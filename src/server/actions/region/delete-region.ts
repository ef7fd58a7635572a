import type { LocationDeletion } from "#contracts/private-location.ts";
import { AppError } from "#server/runtime/app-error.ts";
import {
  closeLocation,
  type LocationMonitor,
  listLocationMonitors,
} from "#server/store/private-location-store.ts";
import { endRegionTokens } from "#server/store/region-token-store.ts";
import type { ActionDeps, MemberCaller } from "../caller.ts";
import { recordCommand } from "../monitor/in-transaction.ts";
import { updateMonitor } from "../monitor/update-monitor.ts";
import { changeLocation } from "./change-location.ts";

const NAMED_AT_MOST = 5;

/** Monitors that have no other region keep it from being deleted; the others lose it when that is confirmed. */
export async function deleteRegion(
  deps: ActionDeps,
  caller: MemberCaller,
  { code, removeFromMonitors }: LocationDeletion,
): Promise<{ ok: true }> {
  if (removeFromMonitors) {
    const used = await changeLocation(deps, { caller, code }, (tx, { id }) => listLocationMonitors(tx, id));
    refuseOnly(used);
    for (const { publicId } of used) {
      await updateMonitor(deps, caller, {
        id: publicId,
        input: (present) => ({ ...present, regions: present.regions.filter((region) => region !== code) }),
      });
    }
  }
  return changeLocation(deps, { caller, code }, async (tx, { id, name }) => {
    const used = await listLocationMonitors(tx, id);
    refuseOnly(used);
    if (used.length > 0) {
      const message = `${count(used)} checked from here: ${nameAll(used)}. Confirm that they go on without it.`;
      throw new AppError("conflict", message);
    }
    const at = deps.now();
    await endRegionTokens(tx, { id, at });
    await closeLocation(tx, { id, at });
    await recordCommand(tx, caller, {
      action: "region.delete",
      subject: code,
      at,
      detail: { before: { name } },
    });
    return { ok: true };
  });
}

function refuseOnly(used: readonly LocationMonitor[]): void {
  const only = used.filter(({ places }) => places === 1);
  if (only.length === 0) return;
  const message = `${count(only)} checked from nowhere else: ${nameAll(only)}. Give them another region or delete them first.`;
  throw new AppError("conflict", message);
}

function count(monitors: readonly LocationMonitor[]): string {
  return monitors.length === 1 ? "1 monitor is" : `${monitors.length} monitors are`;
}

function nameAll(monitors: readonly LocationMonitor[]): string {
  const names = monitors.slice(0, NAMED_AT_MOST).map(({ name }) => name);
  const more = monitors.length - names.length;
  return more === 0 ? names.join(", ") : `${names.join(", ")} and ${more} more`;
}
