import { AppError } from "#server/runtime/app-error.ts";
import { listMonitorRegions } from "#server/store/monitor-store.ts";
import { countAttempt } from "#server/store/rate-limit-store.ts";
import type { ActionDeps, Caller } from "../caller.ts";
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
    const at = deps.now();
    const window = { key: `check-now:${monitor.id}`, limit: PER_MINUTE, windowMs: 60_000 };
    const answer = await countAttempt(tx, { ...window, at });
    if (!answer.allowed) {
      const waitSec = Math.ceil(answer.waitMs / 1000);
      throw new AppError("limit_reached", `${PER_MINUTE} checks a minute at most. Wait ${waitSec} s.`);
    }
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
