import type { SnapshotComponent, SnapshotDay } from "#contracts/status-snapshot.ts";
import { coverageOf } from "../uptime/coverage.ts";
import { reportDays } from "../uptime/report-days.ts";
import type { TimelineStep, Window } from "../uptime/report-uptime.ts";

export const DAY_MS = 86_400_000;

/** What happened to one monitor. Slots are by the start of their UTC day (epoch ms). */
export type MonitorPast = {
  createdAt: number;
  steps: readonly TimelineStep[];
  maintenance: readonly Window[];
  slots: ReadonlyMap<number, { known: number; expected: number }>;
};

type Spent = { upMs: number; degradedMs: number; downMs: number; unknownMs: number; maintenanceMs: number };
const NOTHING: Spent = { upMs: 0, degradedMs: 0, downMs: 0, unknownMs: 0, maintenanceMs: 0 };

export type ComponentPast = { days: Omit<SnapshotDay, "postIds">[]; uptime: SnapshotComponent["uptime"] };

/** UTC days that end with the one under way. */
export function listDays(nowMs: number, count: number): Window[] {
  const today = Math.floor(nowMs / DAY_MS) * DAY_MS;
  return Array.from({ length: count }, (_, index) => {
    const fromMs = today - (count - 1 - index) * DAY_MS;
    return { fromMs, toMs: Math.min(fromMs + DAY_MS, nowMs) };
  });
}

/**
 * The days of a component: of several monitors the mean of those that existed then, by the arithmetic of the monitors' own
 * bars. Maintenance counts neither as up nor as down; degraded time is up time that stands apart.
 */
export function reportComponent(monitors: readonly MonitorPast[], days: readonly Window[]): ComponentPast {
  const spent = monitors.map((monitor) => spendDays(monitor, days));
  const sum = { ...NOTHING };
  const slots = { known: 0, expected: 0 };
  const shown = days.map((day, index) => {
    const present = monitors.flatMap((monitor, at) => {
      const own = spent[at]?.[index];
      return monitor.createdAt < day.toMs && own ? [{ monitor, own }] : [];
    });
    const total = addUp(present.map(({ own }) => own));
    const counted = present.flatMap(({ monitor }) => monitor.slots.get(day.fromMs) ?? []);
    const due = { known: sumOf(counted, "known"), expected: sumOf(counted, "expected") };
    for (const key of KEYS) sum[key] += total[key];
    slots.known += due.known;
    slots.expected += due.expected;
    return {
      day: new Date(day.fromMs).toISOString().slice(0, 10),
      ...meanOf(total, { count: present.length, lengthMs: day.toMs - day.fromMs }),
      coverage: counted.length === 0 ? null : coverageOf(due),
    };
  });
  return { days: shown, uptime: uptimeOf(sum, { slots, days: days.length, monitors: monitors.length }) };
}

const KEYS = ["upMs", "degradedMs", "downMs", "unknownMs", "maintenanceMs"] as const;

/** Time before a monitor existed is left out. */
function spendDays({ steps, maintenance, createdAt }: MonitorPast, days: readonly Window[]): Spent[] {
  const windows = days.map((day) => ({
    ...day,
    fromMs: Math.min(Math.max(day.fromMs, createdAt), day.toMs),
  }));
  const slow = steps.map(({ at, raw }): TimelineStep => ({ at, raw: raw === "degraded" ? "down" : "up" }));
  const degraded = reportDays(slow, maintenance, windows);
  return reportDays(steps, maintenance, windows).map(({ withoutMaintenance, maintenanceMs }, index) => {
    const { upMs, downMs, unknownMs } = withoutMaintenance;
    const degradedMs = Math.min(upMs, degraded[index]?.withoutMaintenance.downMs ?? 0);
    return { upMs: upMs - degradedMs, degradedMs, downMs, unknownMs, maintenanceMs };
  });
}

function addUp(parts: readonly Spent[]): Spent {
  const total = { ...NOTHING };
  for (const part of parts) for (const key of KEYS) total[key] += part[key];
  return total;
}

/** Whole milliseconds: a bar is not finer. A day without monitors is unknown. */
function meanOf(total: Spent, { count, lengthMs }: { count: number; lengthMs: number }): Spent {
  if (count === 0) return { ...NOTHING, unknownMs: lengthMs };
  const mean = (key: keyof Spent) => Math.round(total[key] / count);
  return {
    upMs: mean("upMs"),
    degradedMs: mean("degradedMs"),
    downMs: mean("downMs"),
    unknownMs: mean("unknownMs"),
    maintenanceMs: mean("maintenanceMs"),
  };
}

type Extent = { slots: { known: number; expected: number }; days: number; monitors: number };

/** Null when nothing is known: no uptime is no good uptime. */
function uptimeOf(sum: Spent, { slots, days, monitors }: Extent): SnapshotComponent["uptime"] {
  const wellMs = sum.upMs + sum.degradedMs;
  if (wellMs + sum.downMs === 0) return null;
  return {
    ratio: wellMs / (wellMs + sum.downMs),
    coverage: coverageOf(slots),
    days,
    maintenanceMs: Math.round(sum.maintenanceMs / monitors),
  };
}

function sumOf<Key extends string>(parts: readonly Record<Key, number>[], key: Key): number {
  return parts.reduce((total, part) => total + part[key], 0);
}
