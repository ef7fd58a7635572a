import * as z from "zod";
import { ListGrouping, ListSort, type MonitorFilter } from "#contracts/monitor-list.ts";
import { packTicks } from "#contracts/pack-ticks.ts";
import type {
  MonitorGroup,
  MonitorListItem,
  MonitorListPage,
  RecentTick,
  ShownVerdict,
  TagView,
} from "#contracts/view.ts";
import { coverageOf } from "#domain/uptime/coverage.ts";
import { stripHours } from "#domain/uptime/strip-hours.ts";
import type { Actor } from "#server/auth/actor.ts";
import { AppError } from "#server/runtime/app-error.ts";
import type { Logger } from "#server/runtime/log.ts";
import type { Figures } from "#server/store/figures-store.ts";
import {
  countMonitorsByTag,
  countMonitorsByVerdict,
  listMonitorRows,
  listRegionCodes,
  listTags,
  type MonitorRow,
} from "#server/store/monitor-list-store.ts";
import { groupKey, groupPosition, STATUS_ORDER } from "#server/store/monitor-order-sql.ts";
import { scopeOf } from "#server/store/monitor-scope.ts";
import { listRecentTicks } from "#server/store/recent-tick-store.ts";
import { decodeCursor, encodeCursor } from "./cursor.ts";
import { listDayFigures } from "./list-figures.ts";
import { listDayUptime } from "./list-uptime.ts";
import type { ViewDeps } from "./view-deps.ts";

type ListDeps = ViewDeps & { log: Logger };

const RECENT = 20;
const DAY_MS = 86_400_000;
/** The order is part of it: the same place means nothing in another one. */
const Position = z.object({
  sort: ListSort,
  grouping: ListGrouping.nullable(),
  group: z.string().nullable(),
  rank: z.number().int(),
  key: z.union([z.string(), z.number()]),
  id: z.number().int(),
});

export type MonitorListQuery = {
  filter: MonitorFilter;
  sort: ListSort;
  grouping: ListGrouping | null;
  /** Keys of groups that are closed: only their counts are wanted. */
  closed: readonly string[];
  cursor: string | undefined;
  limit: number;
};

export async function listMonitors(
  deps: ListDeps,
  actor: Actor,
  query: MonitorListQuery,
): Promise<MonitorListPage> {
  const { grouping, sort, limit } = query;
  const listed = { scope: scopeOf(actor), filter: query.filter };
  const [found, counted, byTag] = await Promise.all([
    listMonitorRows(deps.sql, {
      ...listed,
      sort,
      grouping,
      closed: grouping === null ? [] : query.closed.map((key) => groupPosition(grouping, key)),
      after: readPosition(query),
      limit: limit + 1,
    }),
    countMonitorsByVerdict(deps.sql, listed),
    grouping === "tag" ? countMonitorsByTag(deps.sql, listed) : null,
  ]);
  const counts = toCounts(counted);
  const rows = found.slice(0, limit);
  const last = found.length > limit ? rows.at(-1) : undefined;
  return {
    items: await describeRows(deps, rows, grouping),
    nextCursor: last ? encodeCursor({ sort, grouping, ...last.position }) : null,
    counts,
    total: Object.values(counts).reduce((sum, count) => sum + count, 0),
    groups: grouping === "status" ? groupByStatus(counts, query.filter) : byTag,
  };
}

/** What a list asks every few seconds, to know whether to ask for its rows. */
export async function countMonitors(
  deps: Pick<ViewDeps, "sql">,
  actor: Actor,
  filter: MonitorFilter,
): Promise<MonitorListPage["counts"]> {
  return toCounts(await countMonitorsByVerdict(deps.sql, { scope: scopeOf(actor), filter }));
}

export function listMonitorTags(deps: ViewDeps, actor: Actor): Promise<TagView[]> {
  return listTags(deps.sql, scopeOf(actor));
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

function toCounts(counted: readonly { shown: ShownVerdict; count: number }[]): MonitorListPage["counts"] {
  return { ...NONE, ...Object.fromEntries(counted.map(({ shown, count }) => [shown, count])) };
}

function groupByStatus(counts: Record<ShownVerdict, number>, { statuses }: MonitorFilter): MonitorGroup[] {
  return STATUS_ORDER.filter((verdict) => statuses.length === 0 || statuses.includes(verdict))
    .map((key) => ({ key, count: counts[key] }))
    .filter(({ count }) => count > 0);
}

function readPosition({ cursor, sort, grouping }: MonitorListQuery) {
  if (cursor === undefined) return null;
  const position = decodeCursor(Position, cursor);
  if (position.sort === sort && position.grouping === grouping) return position;
  throw new AppError("invalid", "This page link belongs to another order. Start at the first page.");
}

async function describeRows(
  deps: ListDeps,
  rows: MonitorRow[],
  grouping: ListGrouping | null,
): Promise<MonitorListItem[]> {
  if (rows.length === 0) return [];
  const nowMs = deps.now().getTime();
  const monitorIds = [...new Set(rows.map((row) => row.id))];
  const window = { from: new Date(nowMs - 2 * DAY_MS), to: new Date(nowMs + 60_000) };
  const [regions, recent, figures, uptime] = await Promise.all([
    listRegionCodes(deps.sql, monitorIds),
    listRecentTicks(deps.sql, { monitorIds, ...window, limit: RECENT }),
    listDayFigures(deps, { monitorIds, nowMs }),
    listDayUptime(deps.sql, monitorIds, nowMs),
  ]);
  return rows.map((row) => {
    const ticks = recent.get(row.id) ?? [];
    const { group } = row.position;
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
      hours: stripHours(figures.get(row.id)?.hours ?? [], nowMs),
      p95Ms: percentileOf(0.95, figures.get(row.id), ticks),
      uptime24h: uptime.get(row.id)?.withoutMaintenance.ratio ?? null,
      coverage24h: dayCoverage(figures.get(row.id)),
      lastCheckAt: ticks.at(-1)?.at ?? null,
      group: grouping === null || group === null ? null : groupKey(grouping, group),
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
  return figures && figures.expected > 0 ? coverageOf(figures) : null;
}

function roundMs(us: number): number {
  return Math.round(us / 100) / 10;
}
