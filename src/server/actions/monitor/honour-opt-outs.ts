import { bumpConfigVersion, closeAssignments } from "#server/store/assignment-store.ts";
import { insertAuditEntry } from "#server/store/audit-entry-store.ts";
import { listRunningOfPart } from "#server/store/host-load-store.ts";
import { listMonitorRegions, lockMonitor, setPaused } from "#server/store/monitor-store.ts";
import { concludeUnknown } from "#server/store/pause-store.ts";
import type { ActionDeps } from "../caller.ts";
import { holdHeartbeat } from "../heartbeat/keep-heartbeat.ts";
import { announceChange } from "./announce.ts";
import { inTransaction } from "./in-transaction.ts";

const MINUTES_OF_DAY = 1440;
/** Who pauses, in audit and timeline. */
const ACTOR = "Uptick";

type Running = { publicId: string; workspaceId: string; host: string };

/** Pauses monitors of hosts that have opted out. Called each minute; every host has its minute of the day. */
export async function honourOptOuts(deps: ActionDeps): Promise<{ paused: number }> {
  const { fairUse } = deps;
  if (fairUse === null) return { paused: 0 };
  const part = Math.floor(deps.now().getTime() / 60_000) % MINUTES_OF_DAY;
  const running = await listRunningOfPart(deps.db, { part, parts: MINUTES_OF_DAY });
  const hosts = [...new Set(running.map(({ host }) => host))];
  const answers = await Promise.all(hosts.map((host) => fairUse.optsOut(host)));
  const optedOut = new Set(hosts.filter((_host, index) => answers[index]));
  let paused = 0;
  for (const monitor of running) {
    if (optedOut.has(monitor.host) && (await pauseOptedOut(deps, monitor))) paused += 1;
  }
  return { paused };
}

async function pauseOptedOut(deps: ActionDeps, { publicId, workspaceId, host }: Running): Promise<boolean> {
  const changed = await inTransaction(deps, async (tx) => {
    const monitor = await lockMonitor(tx, { workspaceId, tags: [], publicId });
    if (!monitor || monitor.pausedAt) return null;
    const at = deps.now();
    const regions = await listMonitorRegions(tx, monitor);
    await holdHeartbeat(tx, { monitorId: monitor.id });
    await bumpConfigVersion(tx, monitor.id);
    await closeAssignments(tx, { monitorId: monitor.id, until: at });
    await setPaused(tx, { id: monitor.id, pausedAt: at, at });
    const reason = `Paused: ${host} asks not to be checked from here, by its DNS record _uptick.${host}.`;
    await concludeUnknown(tx, { monitorId: monitor.id, at, actor: ACTOR, reason });
    const entry = { action: "monitor.pause", subject: publicId, address: "", detail: { reason } };
    await insertAuditEntry(tx, { ...entry, workspaceId, userId: null, actor: ACTOR, at });
    return { monitorId: monitor.id, regions: regions.map((region) => region.code) };
  });
  if (changed) await announceChange(deps, changed);
  return changed !== null;
}
