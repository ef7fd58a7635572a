import { AppError } from "#server/runtime/app-error.ts";
import { listChannelIds, replaceMonitorChannels } from "#server/store/channel-store.ts";
import type { ActionDeps, Caller } from "../caller.ts";
import { changeMonitor, recordCommand } from "./in-transaction.ts";

/** Who is told of this monitor's incidents from now on. */
export function setChannels(
  deps: ActionDeps,
  caller: Caller,
  choice: { id: string; channelIds: readonly string[] },
): Promise<{ id: string }> {
  const { id } = choice;
  return changeMonitor(deps, { caller, id }, async (tx, monitor) => {
    const ids = [...new Set(choice.channelIds)].sort();
    const channelIds = await listChannelIds(tx, { workspaceId: caller.actor.workspaceId, ids });
    if (channelIds.length < ids.length) {
      throw new AppError("invalid", "One of these channels does not exist.", { field: "channelIds" });
    }
    const before = await replaceMonitorChannels(tx, { monitorId: monitor.id, channelIds });
    const detail = { before, after: ids };
    await recordCommand(tx, caller, { action: "monitor.set_channels", subject: id, at: deps.now(), detail });
    return { id };
  });
}
