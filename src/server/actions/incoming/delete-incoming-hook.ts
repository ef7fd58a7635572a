import { deleteHook } from "#server/store/incoming-hook-store.ts";
import type { ActionDeps, Caller } from "../caller.ts";
import { recordCommand } from "../monitor/in-transaction.ts";
import { changeIncomingHook, describeHook } from "./change-incoming-hook.ts";

/** Its address stops working; its deploys stay on the charts, and its open incidents are for people to resolve. */
export function deleteIncomingHook(deps: ActionDeps, caller: Caller, id: string): Promise<{ id: string }> {
  return changeIncomingHook(deps, { caller, id }, async (tx, hook) => {
    await deleteHook(tx, id);
    const detail = { before: describeHook(hook) };
    await recordCommand(tx, caller, { action: "incoming_hook.delete", subject: id, at: deps.now(), detail });
    return { id };
  });
}
