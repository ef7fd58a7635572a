import { AppError } from "#server/runtime/app-error.ts";
import { listMonitorRegions } from "#server/store/monitor-store.ts";
import type { ActionDeps, Caller } from "../caller.ts";
import { requirePerMinute } from "../require-per-minute.ts";
import { announceJob } from "./announce.ts";
import { changeMonitor, recordCommand } from "./in-transaction.ts";

const PER_MINUTE = 6;

export async function checkNow(
  deps: ActionDeps,
  caller: Caller,
  id: string,
): Promise<{ id: string; at: number }> {
  const asked = await changeMonitor(deps, { caller, id }, async (tx, monitor) => {
    if (monitor.pausedAt) throw new AppError("conflict", "This monitor is paused. Resume it first.");
    if (monitor.check.kind === "heartbeat") {
      throw new AppError("conflict", "A heartbeat comes in by itself: there is nobody to ask.");
    }
    const at = deps.now();
    await requirePerMinute(tx, { key: `check-now:${monitor.id}`, limit: PER_MINUTE, noun: "checks", at });
    const regions = await listMonitorRegions(tx, monitor);
    await recordCommand(tx, caller, { action: "monitor.check_now", subject: id, at });
    return { monitor, at: at.getTime(), regions: regions.map((region) => region.code) };
  });

  const { id: monitorId, configVersion } = asked.monitor;
  const job = { monitorId, configVersion, scheduledAt: asked.at, origin: "manual" } as const;
  const told = await announceJob(deps, asked.regions, job);
  if (!told) throw new AppError("unavailable", "Not every region could be asked. Try again in a moment.");
  return { id, at: asked.at };
}
