import { CHECK_KINDS } from "#contracts/checks/check-kinds.ts";
import type { LocationList } from "#contracts/private-location.ts";
import { findSickness, judgeRegion, SILENT_MS } from "#domain/region/judge-region.ts";
import { kindsOfRegion } from "#domain/region/kinds-of-region.ts";
import type { Actor } from "#server/auth/actor.ts";
import { scopeOf } from "#server/store/monitor-scope.ts";
import { listLocations } from "#server/store/private-location-store.ts";
import { countMonitorsByRegion } from "#server/store/system-store.ts";
import type { ViewDeps } from "./view-deps.ts";

/** The workspace's private locations, and nobody else's. */
export async function listLocationViews(
  deps: ViewDeps & { auth: { appUrl: string } },
  actor: Actor,
): Promise<LocationList> {
  const now = deps.now().getTime();
  const [rows, monitors] = await Promise.all([
    listLocations(deps.db, actor.workspaceId),
    countMonitorsByRegion(deps.sql, scopeOf(actor)),
  ]);
  const locations = rows.map((row) => ({
    code: row.code,
    name: row.name,
    enabled: row.enabled,
    standing: judgeRegion(row, now),
    sickBecause: findSickness(row),
    createdAt: row.createdAt.getTime(),
    lastSeenAt: row.lastSeenAt?.getTime() ?? null,
    kinds: kindsOfRegion(row, now),
    monitors: monitors.get(row.id) ?? 0,
    agents: row.instances.map((agent) => ({
      instance: agent.instance,
      version: agent.version,
      startedAt: agent.startedAt.getTime(),
      lastSeenAt: agent.lastSeenAt.getTime(),
      isLive: now - agent.lastSeenAt.getTime() <= SILENT_MS,
      inFlight: agent.inFlight,
      queued: agent.queued,
      lagMs: agent.lagMs,
      rssBytes: Number(agent.rssBytes),
      kinds: CHECK_KINDS.filter((kind) => agent.kinds.includes(kind)),
    })),
  }));
  return { now, appUrl: deps.auth.appUrl, locations };
}
