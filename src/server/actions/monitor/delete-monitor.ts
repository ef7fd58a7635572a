import {
  listMonitorRegions,
  lockForDeletion,
  deleteMonitor as removeMonitor,
} from "#server/store/monitor-store.ts";
import { concludeUnknown } from "#server/store/pause-store.ts";
import { keepUntold } from "#server/store/untold-store.ts";
import type { ActionDeps, Caller } from "../caller.ts";
import { holdHeartbeat } from "../heartbeat/keep-heartbeat.ts";
import { announceChange } from "./announce.ts";
import { describeMonitor } from "./describe-monitor.ts";
import { changeMonitor, recordCommand } from "./in-transaction.ts";

/** Whoever was told that it is down is told that nobody looks any more; what is still to be told outlives it. */
export async function deleteMonitor(deps: ActionDeps, caller: Caller, id: string): Promise<{ id: string }> {
  const deleted = await changeMonitor(deps, { caller, id }, async (tx, monitor) => {
    const at = deps.now();
    const regions = (await listMonitorRegions(tx, monitor)).map((region) => region.code);
    await holdHeartbeat(tx, { monitorId: monitor.id });
    await lockForDeletion(tx, monitor.id);
    const actor = caller.actor.label;
    await concludeUnknown(tx, { monitorId: monitor.id, at, actor, reason: `Deleted by ${actor}.` });
    await keepUntold(tx, monitor.id);
    await removeMonitor(tx, { id: monitor.id, at });
    const detail = { before: describeMonitor({ ...monitor, regions }) };
    await recordCommand(tx, caller, { action: "monitor.delete", subject: id, at, detail });
    return { monitorId: monitor.id, regions };
  });

  await announceChange(deps, deleted);
  return { id };
}
