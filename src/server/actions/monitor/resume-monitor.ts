import { bumpConfigVersion, openAssignments } from "#server/store/assignment-store.ts";
import { listMonitorRegions, setPaused } from "#server/store/monitor-store.ts";
import { awaitFirstCheck } from "#server/store/pause-store.ts";
import type { ActionDeps, Caller } from "../caller.ts";
import { resumeHeartbeat } from "../heartbeat/keep-heartbeat.ts";
import { announceChange, announceJob } from "./announce.ts";
import { changeMonitor, recordCommand } from "./in-transaction.ts";

/** Resuming a monitor that runs changes nothing. */
export async function resumeMonitor(deps: ActionDeps, caller: Caller, id: string): Promise<{ id: string }> {
  const resumed = await changeMonitor(deps, { caller, id }, async (tx, monitor) => {
    if (!monitor.pausedAt) return null;
    const at = deps.now();
    const regions = await listMonitorRegions(tx, monitor);
    await resumeHeartbeat(tx, { monitorId: monitor.id, at });
    const configVersion = await bumpConfigVersion(tx, monitor.id);
    await setPaused(tx, { id: monitor.id, pausedAt: null, at });
    await openAssignments(tx, {
      monitorId: monitor.id,
      regionIds: regions.map((region) => region.id),
      intervalMs: monitor.intervalMs,
      configVersion,
      from: at,
    });
    await awaitFirstCheck(tx, { monitorId: monitor.id, at });
    await recordCommand(tx, caller, { action: "monitor.resume", subject: id, at });
    return { monitorId: monitor.id, configVersion, at, regions: regions.map((region) => region.code) };
  });
  if (!resumed) return { id };

  const { monitorId, configVersion, regions } = resumed;
  await announceChange(deps, { monitorId, regions });
  const scheduledAt = resumed.at.getTime();
  await announceJob(deps, regions, { monitorId, configVersion, scheduledAt, origin: "first" });
  return { id };
}
