import type { LatencySeries } from "#contracts/view.ts";
import type { Actor } from "#server/auth/actor.ts";
import { listLatencyOfRollups, listLatencyOfTicks, type RegionPoint } from "#server/store/latency-store.ts";
import { chooseLatencySpan } from "./latency-span.ts";
import { getMonitorHead, type ViewDeps } from "./view-deps.ts";

const HOUR_MS = 3_600_000;
const SHORTEST_MS = 10 * 60_000;

export type LatencyQuery = { id: string } & ({ hours: number } | { fromMs: number; toMs: number });

export async function getLatency(deps: ViewDeps, actor: Actor, query: LatencyQuery): Promise<LatencySeries> {
  const { id: monitorId, createdAt } = await getMonitorHead(deps, actor, query.id);
  const nowMs = deps.now().getTime();
  const asked =
    "hours" in query
      ? { fromMs: startOf(nowMs - query.hours * HOUR_MS, createdAt, nowMs), toMs: nowMs }
      : query;
  const { source, ...span } = chooseLatencySpan(asked);
  const points =
    source === "tick"
      ? await listLatencyOfTicks(deps.sql, { monitorId, ...span })
      : await listLatencyOfRollups(deps.sql, { monitorId, source, ...span });

  const byRegion = new Map<string, RegionPoint[]>();
  for (const point of points) byRegion.set(point.region, [...(byRegion.get(point.region) ?? []), point]);
  const series = [...byRegion].map(([region, list]) => ({
    region,
    points: list.map(({ at, p50Ms, p95Ms, maxMs, ok, failed }) => ({
      at,
      p50Ms: tenth(p50Ms),
      p95Ms: tenth(p95Ms),
      maxMs: tenth(maxMs),
      ok,
      failed,
    })),
  }));
  return { ...span, series };
}

/** A young monitor would be a sliver at the right edge, so its chart begins with it. */
function startOf(fromMs: number, createdAt: number, nowMs: number): number {
  return Math.max(fromMs, Math.min(createdAt, nowMs - SHORTEST_MS));
}

function tenth(ms: number | null): number | null {
  return ms === null ? null : Math.round(ms * 10) / 10;
}
