import { DAY_MS, type MonitorPast } from "#domain/status/component-days.ts";
import type { Sql } from "#server/store/prisma.ts";
import { type HourSketch, listHourSketches, listSlotsOfDays } from "#server/store/status-past-store.ts";
import type { RawStep } from "#server/store/uptime-store.ts";
import { listRawSteps } from "#server/store/uptime-store.ts";
import { listWindows } from "#server/store/window-store.ts";

const HOUR_MS = 3_600_000;
const CHART_HOURS = 24;

/** What happened to the monitors of a page. It only grows, so it is read again once a minute or when a verdict changed. */
export type PagePast = {
  monitors: ReadonlyMap<number, Omit<MonitorPast, "createdAt">>;
  sketches: readonly HourSketch[];
  /** The first hour of the chart. */
  chartFromMs: number;
};

export type PastQuery = {
  monitorIds: readonly number[];
  /** Monitors of components that show their response time. */
  chartIds: readonly number[];
  historyDays: number;
  nowMs: number;
};

export async function readPast(sql: Sql, query: PastQuery): Promise<PagePast> {
  const { monitorIds, chartIds, nowMs } = query;
  const fromMs = Math.floor(nowMs / DAY_MS) * DAY_MS - (query.historyDays - 1) * DAY_MS;
  const from = new Date(fromMs);
  const chartFromMs = Math.floor(nowMs / HOUR_MS) * HOUR_MS - (CHART_HOURS - 1) * HOUR_MS;
  const [steps, windows, slots, sketches] = await Promise.all([
    listRawSteps(sql, { monitorIds, from, to: new Date(nowMs) }),
    // Windows that are under way: their end may lie ahead.
    listWindows(sql, { monitorIds, fromMs, toMs: nowMs }),
    listSlotsOfDays(sql, { monitorIds, from }),
    chartIds.length === 0 ? [] : listHourSketches(sql, { monitorIds: chartIds, from: new Date(chartFromMs) }),
  ]);
  const monitors = monitorIds.map((id) => {
    const own = slots.filter(({ monitorId }) => monitorId === id);
    const past = {
      steps: steps.get(id) ?? ([] satisfies RawStep[]),
      maintenance: (windows.get(id) ?? []).map((span) => ({
        fromMs: span.fromMs,
        toMs: span.toMs ?? Number.MAX_SAFE_INTEGER,
      })),
      slots: new Map(own.map(({ at, known, expected }) => [at, { known, expected }])),
    };
    return [id, past] as const;
  });
  return { monitors: new Map(monitors), sketches, chartFromMs };
}
