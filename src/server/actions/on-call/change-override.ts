import { uuidv7 } from "uuidv7";
import type { OnCallOverrideInput } from "#contracts/escalation.ts";
import { AppError } from "#server/runtime/app-error.ts";
import { deleteOverride, findOverride, insertOverride } from "#server/store/on-call-store.ts";
import { type ActionDeps, type Caller, requireEditor } from "../caller.ts";
import { inTransaction, recordCommand } from "../monitor/in-transaction.ts";
import { changeSchedule, requireChannels } from "./change-schedule.ts";

/** Somebody else than the rotation's, from … until …. */
export function addOverride(
  deps: ActionDeps,
  caller: Caller,
  input: OnCallOverrideInput,
): Promise<{ id: string }> {
  return changeSchedule(deps, { caller, id: input.scheduleId }, async (tx, { workspaceId }) => {
    const at = deps.now();
    if (input.endsAt <= at.getTime()) {
      throw new AppError("invalid", "It would be over already.", { field: "endsAt" });
    }
    await requireChannels(tx, { workspaceId, ids: [input.channelId], field: "channelId" });
    const id = uuidv7();
    await insertOverride(tx, { id, ...input });
    const detail = { after: input };
    await recordCommand(tx, caller, {
      action: "on_call.add_override",
      subject: input.scheduleId,
      at,
      detail,
    });
    return { id };
  });
}

export async function removeOverride(deps: ActionDeps, caller: Caller, id: string): Promise<{ id: string }> {
  requireEditor(caller);
  const { workspaceId } = caller.actor;
  return inTransaction(deps, async (tx) => {
    const found = await findOverride(tx, { workspaceId, id });
    if (!found) throw new AppError("not_found", "There is no such override.");
    await deleteOverride(tx, id);
    const entry = { action: "on_call.remove_override", subject: found.scheduleId, at: deps.now() };
    await recordCommand(tx, caller, { ...entry, detail: { before: found } });
    return { id };
  });
}
