import type { ChartMark } from "#contracts/latency.ts";
import {
  PERIOD_DAYS,
  type UptimeDay,
  type UptimeHistory,
  type UptimePeriod,
} from "#contracts/uptime-history.ts";
import { coverageOf } from "#domain/uptime/coverage.ts";
import { reportDays } from "#domain/uptime/report-days.ts";
import {
  reportUptime,
  type TimelineStep,
  type UptimeReport,
  type Window,
} from "#domain/uptime/report-uptime.ts";
import type { Actor } from "#server/auth/actor.ts";
import { listIncidentMarks } from "#server/store/history-mark-store.ts";
import { countHourSlots, listDaySlots, type SlotCount } from "#server/store/slot-count-store.ts";
import { listRawSteps } from "#server/store/uptime-store.ts";
import { listWindows } from "#server/store/window-store.ts";
import { getMonitorHead, type ViewDeps } from "./view-deps.ts";

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const SHOWN_DAYS = 90;
const LONGEST_DAYS = PERIOD_DAYS.at(-1) ?? SHOWN_DAYS;
const MAX_INCIDENTS = 2_000;

type Timeline = {
  steps: readonly TimelineStep[];
  maintenance: readonly Window[];
  nowMs: number;
  createdAt: number;
};
type Slots = { days: readonly SlotCount[]; lastDay: Omit<SlotCount, "at"> };

/** The bar of 90 days and the figures above it: from the timeline of transitions and the rollups, never from ticks. */
export async function getUptimeHistory(deps: ViewDeps, actor: Actor, id: string): Promise<UptimeHistory> {
  const head = await getMonitorHead(deps, actor, id);
  const nowMs = deps.now().getTime();
  const fromMs = nowMs - LONGEST_DAYS * DAY_MS;
  const firstDayMs = startOfDay(nowMs) - (SHOWN_DAYS - 1) * DAY_MS;
  const openHourMs = Math.floor(nowMs / HOUR_MS) * HOUR_MS;
  const monitor = { monitorId: head.id };
  const monitors = { monitorIds: [head.id] };
  const [steps, windows, incidents, days, lastDay] = await Promise.all([
    listRawSteps(deps.sql, { ...monitors, from: new Date(fromMs), to: new Date(nowMs) }),
    listWindows(deps.sql, { ...monitors, fromMs, toMs: nowMs }),
    listIncidentMarks(deps.sql, { ...monitor, fromMs: firstDayMs, toMs: nowMs, limit: MAX_INCIDENTS }),
    listDaySlots(deps.sql, { ...monitor, from: new Date(fromMs) }),
    countHourSlots(deps.sql, { ...monitor, from: new Date(openHourMs - 23 * HOUR_MS) }),
  ]);
  const maintenance = (windows.get(head.id) ?? []).map((span) => ({
    fromMs: span.fromMs,
    toMs: span.toMs ?? nowMs,
  }));
  const timeline = { steps: steps.get(head.id) ?? [], maintenance, nowMs, createdAt: head.createdAt };
  const slots = { days, lastDay };
  return {
    days: toDays(timeline, { firstDayMs, slots, incidents: incidents.toReversed() }),
    periods: PERIOD_DAYS.map((length) => toPeriod(timeline, slots, length)),
  };
}

type DayParts = { firstDayMs: number; slots: Slots; incidents: readonly ChartMark[] };

function toDays(timeline: Timeline, { firstDayMs, slots, incidents }: DayParts): UptimeDay[] {
  const windows = Array.from({ length: SHOWN_DAYS }, (_, index) => {
    const fromMs = firstDayMs + index * DAY_MS;
    return { fromMs, toMs: Math.min(fromMs + DAY_MS, timeline.nowMs) };
  });
  const slotsOf = new Map(slots.days.map((day) => [day.at, day]));
  return reportDays(timeline.steps, timeline.maintenance, windows).map((report, index) => {
    const { fromMs = 0, toMs = 0 } = windows[index] ?? {};
    const counted = slotsOf.get(fromMs);
    return {
      at: fromMs,
      ...spentOf(report),
      coverage: counted === undefined ? null : coverageOf(counted),
      incidents: incidents
        .filter((incident) => incident.fromMs < toMs && (incident.toMs ?? timeline.nowMs) >= fromMs)
        .map(({ id, name }) => ({ id, cause: name })),
    };
  });
}

function toPeriod(timeline: Timeline, slots: Slots, days: UptimePeriod["days"]): UptimePeriod {
  const { nowMs } = timeline;
  const fromMs = Math.min(Math.max(nowMs - days * DAY_MS, timeline.createdAt), nowMs);
  const report = reportUptime(timeline.steps, timeline.maintenance, { fromMs, toMs: nowMs });
  return {
    days,
    fromMs,
    ratio: report.withoutMaintenance.ratio,
    rawRatio: report.raw.ratio,
    rawDownMs: report.raw.downMs,
    downMs: report.withoutMaintenance.downMs,
    unknownMs: report.withoutMaintenance.unknownMs,
    maintenanceMs: report.maintenanceMs,
    coverage: coverageOf(
      days === 1 ? slots.lastDay : sumSlots(slots.days, startOfDay(nowMs) - (days - 1) * DAY_MS),
    ),
  };
}

function spentOf({ withoutMaintenance, maintenanceMs }: UptimeReport) {
  const { upMs, downMs, unknownMs } = withoutMaintenance;
  return { upMs, downMs, unknownMs, maintenanceMs };
}

function sumSlots(days: readonly SlotCount[], fromMs: number): Omit<SlotCount, "at"> {
  const counted = days.filter(({ at }) => at >= fromMs);
  return {
    known: counted.reduce((sum, day) => sum + day.known, 0),
    expected: counted.reduce((sum, day) => sum + day.expected, 0),
  };
}

function startOfDay(atMs: number): number {
  return Math.floor(atMs / DAY_MS) * DAY_MS;
}
