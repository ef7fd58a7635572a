import { deleteChannel as removeChannel } from "#server/store/channel-store.ts";
import type { ActionDeps, Caller } from "../caller.ts";
import { recordCommand } from "../monitor/in-transaction.ts";
import { changeChannel, describeChannel } from "./change-channel.ts";

/** Its deliveries, waiting ones too, go with it. */
export function deleteChannel(deps: ActionDeps, caller: Caller, id: string): Promise<{ id: string }> {
  return changeChannel(deps, { caller, id }, async (tx, channel) => {
    await removeChannel(tx, id);
    const detail = { before: describeChannel(channel) };
    await recordCommand(tx, caller, { action: "channel.delete", subject: id, at: deps.now(), detail });
    return { id };
  });
}
