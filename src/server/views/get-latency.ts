import type { ChartMark, LatencyPoint, LatencySeries } from "#contracts/latency.ts";
import type { Actor } from "#server/auth/actor.ts";
import {
  listDeployMarks,
  listIncidentMarks,
  listMaintenanceMarks,
} from "#server/store/history-mark-store.ts";
import { listLatencyOfTicks, listRollupParts, type RegionPoint } from "#server/store/latency-store.ts";
import { type AskedSpan, spanOf } from "./asked-span.ts";
import { chooseLatencySpan, chooseRollupSpan, type LatencySpan } from "./latency-span.ts";
import { groupParts, mergeRollups } from "./merge-rollups.ts";
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
  const byRegion = groupParts(points, ({ region }) => region);
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

async function readSpan({ sql }: ViewDeps, monitorId: number, span: LatencySpan): Promise<RegionPoint[]> {
  const { source, bucketMs } = span;
  if (source === "tick") return listLatencyOfTicks(sql, { monitorId, ...span });
  const parts = await listRollupParts(sql, { monitorId, ...span, source });
  const bucketOf = ({ at }: { at: number }) => Math.floor(at / bucketMs) * bucketMs;
  const regions = [...groupParts(parts, ({ region }) => region), [null, parts] as const];
  return regions.flatMap(([region, own]) =>
    [...groupParts(own, bucketOf)]
      .map(([at, merged]) => ({ region, ...mergeRollups(at, merged) }))
      .sort((a, b) => a.at - b.at),
  );
}

async function listMarks(
  { sql }: ViewDeps,
  span: { monitorId: number; fromMs: number; toMs: number },
): Promise<ChartMark[]> {
  const query = { ...span, limit: MAX_MARKS };
  const found = await Promise.all([
    listIncidentMarks(sql, query),
    listMaintenanceMarks(sql, query),
    listDeployMarks(sql, query),
  ]);
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
