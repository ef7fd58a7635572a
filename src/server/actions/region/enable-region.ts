import type { LocationSwitch } from "#contracts/private-location.ts";
import { updateLocation } from "#server/store/private-location-store.ts";
import type { ActionDeps, MemberCaller } from "../caller.ts";
import { recordCommand } from "../monitor/in-transaction.ts";
import { changeLocation } from "./change-location.ts";

/** A location that is off is given no jobs; its agents may stay connected. A second call changes nothing. */
export function enableRegion(
  deps: ActionDeps,
  caller: MemberCaller,
  { code, enabled }: LocationSwitch,
): Promise<{ ok: true }> {
  return changeLocation(deps, { caller, code }, async (tx, location) => {
    if (location.enabled === enabled) return { ok: true };
    await updateLocation(tx, { id: location.id, enabled });
    const action = enabled ? "region.enable" : "region.disable";
    const detail = { before: { enabled: location.enabled }, after: { enabled } };
    await recordCommand(tx, caller, { action, subject: code, at: deps.now(), detail });
    return { ok: true };
  });
}
