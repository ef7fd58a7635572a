import { listMonitorRegions, deleteMonitor as removeMonitor } from "#server/store/monitor-store.ts";
import type { ActionDeps, Caller } from "../caller.ts";
import { announceChange } from "./announce.ts";
import { describeMonitor } from "./describe-monitor.ts";
import { changeMonitor, recordCommand } from "./in-transaction.ts";

export async function deleteMonitor(deps: ActionDeps, caller: Caller, id: string): Promise<{ id: string }> {
  const deleted = await changeMonitor(deps, { caller, id }, async (tx, monitor) => {
    const at = deps.now();
    const regions = (await listMonitorRegions(tx, monitor)).map((region) => region.code);
    await removeMonitor(tx, { id: monitor.id, at });
    const detail = { before: describeMonitor({ ...monitor, regions }) };
    await recordCommand(tx, caller, { action: "monitor.delete", subject: id, at, detail });
    return { monitorId: monitor.id, regions };
  });

  await announceChange(deps, deleted);
  return { id };
}
