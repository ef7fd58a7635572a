import { AppError } from "#server/runtime/app-error.ts";
import { lockDelivery, reopenDelivery } from "#server/store/delivery-store.ts";
import { type ActionDeps, type Caller, requireEditor } from "../caller.ts";
import { inTransaction, recordCommand } from "../monitor/in-transaction.ts";

/** Puts a finished delivery back into the outbox. */
export function resendDelivery(deps: ActionDeps, caller: Caller, id: string): Promise<{ id: string }> {
  requireEditor(caller);
  return inTransaction(deps, async (tx) => {
    const { workspaceId, tags } = caller.actor;
    const delivery = await lockDelivery(tx, { workspaceId, tags, id });
    if (!delivery) throw new AppError("not_found", "There is no such delivery.");
    if (delivery.event === "test") throw new AppError("conflict", "Send a new test instead.");
    if (delivery.status === "pending") throw new AppError("conflict", "This delivery is on its way already.");
    if (!delivery.channelEnabled)
      throw new AppError("conflict", "The channel is switched off. Switch it on first.");
    const at = deps.now();
    await reopenDelivery(tx, { id, at });
    await recordCommand(tx, caller, { action: "delivery.resend", subject: id, at });
    return { id };
  });
}
