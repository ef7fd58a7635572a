import { setChannelEnabled } from "#server/store/channel-store.ts";
import type { ActionDeps, Caller } from "../caller.ts";
import { recordCommand } from "../monitor/in-transaction.ts";
import { changeChannel } from "./change-channel.ts";

/** Switches a channel on or off. Switched off, what waits for it is given up. */
export function enableChannel(
  deps: ActionDeps,
  caller: Caller,
  change: { id: string; enabled: boolean },
): Promise<{ id: string }> {
  return changeChannel(deps, { caller, id: change.id }, async (tx, channel) => {
    const { id, enabled } = change;
    if (channel.enabled === enabled) return { id };
    const at = deps.now();
    await setChannelEnabled(tx, { id, enabled, at });
    const action = enabled ? "channel.enable" : "channel.disable";
    await recordCommand(tx, caller, { action, subject: id, at });
    return { id };
  });
}
