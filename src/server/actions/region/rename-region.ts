import type { LocationRenaming } from "#contracts/private-location.ts";
import { AppError } from "#server/runtime/app-error.ts";
import { isNameTaken, updateLocation } from "#server/store/private-location-store.ts";
import type { ActionDeps, MemberCaller } from "../caller.ts";
import { recordCommand } from "../monitor/in-transaction.ts";
import { changeLocation } from "./change-location.ts";

export function renameRegion(
  deps: ActionDeps,
  caller: MemberCaller,
  { code, name }: LocationRenaming,
): Promise<{ ok: true }> {
  return changeLocation(deps, { caller, code }, async (tx, { id, name: before }) => {
    const { workspaceId } = caller.actor;
    if (await isNameTaken(tx, { workspaceId, name, exceptId: id })) {
      throw new AppError("invalid", "There is a private location with this name.", { field: "name" });
    }
    await updateLocation(tx, { id, name });
    const detail = { before: { name: before }, after: { name } };
    await recordCommand(tx, caller, { action: "region.rename", subject: code, at: deps.now(), detail });
    return { ok: true };
  });
}
