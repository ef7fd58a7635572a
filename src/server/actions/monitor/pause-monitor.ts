import { bumpConfigVersion, closeAssignments } from "#server/store/assignment-store.ts";
import { listMonitorRegions, setPaused } from "#server/store/monitor-store.ts";
import { concludeUnknown } from "#server/store/pause-store.ts";
import type { ActionDeps, Caller } from "../caller.ts";
import { holdHeartbeat } from "../heartbeat/keep-heartbeat.ts";
import { announceChange } from "./announce.ts";
import { changeMonitor, recordCommand } from "./in-transaction.ts";

/** Pausing a paused monitor changes nothing. */
export async function pauseMonitor(deps: ActionDeps, caller: Caller, id: string): Promise<{ id: string }> {
  const paused = await changeMonitor(deps, { caller, id }, async (tx, monitor) => {
    if (monitor.pausedAt) return null;
    const at = deps.now();
    const regions = await listMonitorRegions(tx, monitor);
    await holdHeartbeat(tx, { monitorId: monitor.id });
    // The version moves first, so that the closed rows carry it and resume finds the regions by it.
    await bumpConfigVersion(tx, monitor.id);
    await closeAssignments(tx, { monitorId: monitor.id, until: at });
    await setPaused(tx, { id: monitor.id, pausedAt: at, at });
    const actor = caller.actor.label;
    await concludeUnknown(tx, { monitorId: monitor.id, at, actor, reason: `Paused by ${actor}.` });
    await recordCommand(tx, caller, { action: "monitor.pause", subject: id, at });
    return { monitorId: monitor.id, regions: regions.map((region) => region.code) };
  });

  if (paused) await announceChange(deps, paused);
  return { id };
}
