import type { ChartMark, LatencyPoint, LatencySeries } from "#contracts/latency.ts";
import type { Actor } from "#server/auth/actor.ts";
import { listIncidentMarks, listMaintenanceMarks } from "#server/store/history-mark-store.ts";
import { listLatencyOfRollups, listLatencyOfTicks, type RegionPoint } from "#server/store/latency-store.ts";
import { type AskedSpan, spanOf } from "./asked-span.ts";
import { chooseLatencySpan, chooseRollupSpan, type LatencySpan } from "./latency-span.ts";
import { getMonitorHead, type ViewDeps } from "./view-deps.ts";

const MAX_MARKS = 100;
const HOUR_MS = 3_600_000;

export type LatencyQuery = { id: string } & AskedSpan;

export async function getLatency(deps: ViewDeps, actor: Actor, query: LatencyQuery): Promise<LatencySeries> {
  const { id: monitorId, createdAt, intervalMs } = await getMonitorHead(deps, actor, query.id);
  const asked = spanOf(query, { createdAt, nowMs: deps.now().getTime() });
  const [{ span, points }, marks] = await Promise.all([
    readPoints(deps, { monitorId, asked, span: chooseLatencySpan(asked, intervalMs) }),
    listMarks(deps, { monitorId, ...asked }),
  ]);
  const byRegion = new Map<string | null, RegionPoint[]>();
  for (const point of points) {
    const own = byRegion.get(point.region);
    if (own) own.push(point);
    else byRegion.set(point.region, [point]);
  }
  const all = (byRegion.get(null) ?? []).map(toPoint);
  const series = [...byRegion].flatMap(([region, list]) =>
    region === null ? [] : [{ region, points: list.map(toPoint) }],
  );
  return { ...span, series, all, marks };
}

type Reading = { monitorId: number; asked: { fromMs: number; toMs: number }; span: LatencySpan };

/** Ticks are kept for weeks, rollups for a year: where the ticks are gone, the hours still tell. */
async function readPoints(deps: ViewDeps, { monitorId, asked, span }: Reading) {
  const points = await readSpan(deps, monitorId, span);
  const isLong = asked.toMs - asked.fromMs >= HOUR_MS;
  if (points.length > 0 || span.source !== "tick" || !isLong) return { span, points };
  const rolled = chooseRollupSpan(asked);
  const kept = await readSpan(deps, monitorId, rolled);
  return kept.length === 0 ? { span, points } : { span: rolled, points: kept };
}

function readSpan(
  deps: ViewDeps,
  monitorId: number,
  { source, ...span }: LatencySpan,
): Promise<RegionPoint[]> {
  if (source === "tick") return listLatencyOfTicks(deps.sql, { monitorId, ...span });
  return listLatencyOfRollups(deps.sql, { monitorId, source, ...span });
}

async function listMarks(
  { sql }: ViewDeps,
  span: { monitorId: number; fromMs: number; toMs: number },
): Promise<ChartMark[]> {
  const query = { ...span, limit: MAX_MARKS };
  const found = await Promise.all([listIncidentMarks(sql, query), listMaintenanceMarks(sql, query)]);
  return found.flat().sort((a, b) => a.fromMs - b.fromMs);
}

function toPoint({ region: _region, ...point }: RegionPoint): LatencyPoint {
  return {
    at: point.at,
    p50Ms: tenth(point.p50Ms),
    p75Ms: tenth(point.p75Ms),
    p95Ms: tenth(point.p95Ms),
    p99Ms: tenth(point.p99Ms),
    maxMs: tenth(point.maxMs),
    ok: point.ok,
    failed: point.failed,
  };
}

function tenth(ms: number | null): number | null {
  return ms === null ? null : Math.round(ms * 10) / 10;
}
