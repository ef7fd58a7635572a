import * as z from "zod";
import { packTicks } from "#contracts/pack-ticks.ts";
import type { MonitorListItem, MonitorListPage, RecentTick, ShownVerdict, TagView } from "#contracts/view.ts";
import { coverageOf } from "#domain/uptime/coverage.ts";
import type { Actor } from "#server/auth/actor.ts";
import type { Figures } from "#server/store/figures-store.ts";
import {
  countMonitorsByVerdict,
  listMonitorRows,
  listRegionCodes,
  listTags,
  type MonitorRow,
} from "#server/store/monitor-list-store.ts";
import { listRecentTicks } from "#server/store/recent-tick-store.ts";
import { decodeCursor, encodeCursor } from "./cursor.ts";
import { listDayFigures } from "./list-figures.ts";
import { listDayUptime } from "./list-uptime.ts";
import type { ViewDeps } from "./view-deps.ts";

const BARS = 40;
const DAY_MS = 86_400_000;
const Position = z.tuple([z.number().int(), z.string(), z.number().int()]);

export type MonitorListQuery = {
  search?: string;
  tag?: string;
  status?: ShownVerdict;
  cursor?: string;
  limit: number;
};

export async function listMonitors(
  deps: ViewDeps,
  actor: Actor,
  query: MonitorListQuery,
): Promise<MonitorListPage> {
  const search = query.search?.trim() || null;
  const filter = { workspaceId: actor.workspaceId, search, tag: query.tag ?? null };
  const [found, counted] = await Promise.all([
    listMonitorRows(deps.sql, {
      ...filter,
      status: query.status ?? null,
      after: readPosition(query.cursor),
      limit: query.limit + 1,
    }),
    countMonitorsByVerdict(deps.sql, filter),
  ]);
  const counts = { ...NONE, ...Object.fromEntries(counted.map(({ shown, count }) => [shown, count])) };
  const rows = found.slice(0, query.limit);
  const last = found.length > query.limit ? rows.at(-1) : undefined;
  return {
    items: await describeRows(deps, rows),
    nextCursor: last ? encodeCursor([last.rank, last.sortName, last.id]) : null,
    counts,
    total: Object.values(counts).reduce((sum, count) => sum + count, 0),
  };
}

export function listMonitorTags(deps: ViewDeps, actor: Actor): Promise<TagView[]> {
  return listTags(deps.sql, actor.workspaceId);
}

const NONE: Record<ShownVerdict, number> = {
  unknown: 0,
  up: 0,
  down: 0,
  degraded: 0,
  flapping: 0,
  maintenance: 0,
  paused: 0,
};

function readPosition(cursor: string | undefined) {
  if (cursor === undefined) return null;
  const [rank, sortName, id] = decodeCursor(Position, cursor);
  return { rank, sortName, id };
}

async function describeRows(deps: ViewDeps, rows: MonitorRow[]): Promise<MonitorListItem[]> {
  if (rows.length === 0) return [];
  const nowMs = deps.now().getTime();
  const monitorIds = rows.map((row) => row.id);
  const window = { from: new Date(nowMs - 2 * DAY_MS), to: new Date(nowMs + 60_000) };
  const [regions, recent, figures, uptime] = await Promise.all([
    listRegionCodes(deps.sql, monitorIds),
    listRecentTicks(deps.sql, { monitorIds, ...window, limit: BARS }),
    listDayFigures(deps.sql, { monitorIds, nowMs }),
    listDayUptime(deps.sql, monitorIds, nowMs),
  ]);
  return rows.map((row) => {
    const ticks = recent.get(row.id) ?? [];
    return {
      id: row.publicId,
      name: row.name,
      kind: row.kind,
      target: row.target,
      tags: row.tags,
      verdict: row.shown,
      reason: row.reason,
      since: row.pausedAt ?? row.since,
      intervalSec: row.intervalMs / 1000,
      regions: regions.get(row.id) ?? [],
      recent: packTicks(ticks),
      p95Ms: percentileOf(0.95, figures.get(row.id), ticks),
      uptime24h: uptime.get(row.id)?.withoutMaintenance.ratio ?? null,
      coverage24h: dayCoverage(figures.get(row.id)),
      lastCheckAt: ticks.at(-1)?.at ?? null,
    };
  });
}

const LEVELS = { 0.5: "p50Us", 0.95: "p95Us", 0.99: "p99Us" } as const;

/** In milliseconds. Until the first rollup, the last ticks stand for the day. */
export function percentileOf(
  level: keyof typeof LEVELS,
  figures: Figures | undefined,
  ticks: readonly RecentTick[],
): number | null {
  const rolledUpUs = figures?.[LEVELS[level]] ?? null;
  if (rolledUpUs !== null) return roundMs(rolledUpUs);
  const sorted = ticks
    .flatMap((tick) => (tick.outcome === "ok" && tick.totalMs !== null ? [tick.totalMs] : []))
    .sort((a, b) => a - b);
  return sorted[Math.ceil(sorted.length * level) - 1] ?? null;
}

export function dayCoverage(figures: Figures | undefined): number | null {
  return figures ? coverageOf(figures) : null;
}

function roundMs(us: number): number {
  return Math.round(us / 100) / 10;
}
