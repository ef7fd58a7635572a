import type { BacktestAlert } from "#contracts/backtest.ts";
import type { Policy } from "#contracts/policy.ts";
import { compareAlerts } from "#domain/backtest/compare-alerts.ts";
import { type Alert, endReplay, feedReplay, startReplay } from "#domain/backtest/replay.ts";
import { type JudgedMonitor, listMedians } from "#server/store/history-store.ts";
import type { Sql } from "#server/store/prisma.ts";
import { listRegionFaults } from "#server/store/region-fault-store.ts";
import { listWindows } from "#server/store/window-store.ts";
import { type HistoryPeriod, readHistory } from "./read-history.ts";

export type ReplayedMonitor = {
  ticks: number;
  presentAlerts: number;
  newAlerts: number;
  alerts: BacktestAlert[];
};

/** Null when `goOn`, which hears of each slice of readings, says that nobody wants to know any more. */
export async function replayMonitor(
  sql: Sql,
  asked: { monitor: JudgedMonitor; period: HistoryPeriod; policy: Policy },
  goOn: (ticks: number) => Promise<boolean>,
): Promise<ReplayedMonitor | null> {
  const { monitor, period, policy } = asked;
  const conditions = await readConditions(sql, monitor, period);
  const courses = [monitor.policy, policy].map((rules) => ({
    replay: startReplay({ ...conditions, policy: rules }),
    alerts: [] as Alert[],
  }));
  let ticks = 0;
  for await (const readings of readHistory(sql, monitor, period)) {
    for (const course of courses) course.alerts.push(...feedReplay(course.replay, readings));
    ticks += readings.length;
    if (!(await goOn(readings.length))) return null;
  }
  for (const course of courses) course.alerts.push(...endReplay(course.replay, period.toMs));
  const [present = [], changed = []] = courses.map((course) => course.alerts);
  return {
    ticks,
    presentAlerts: present.length,
    newAlerts: changed.length,
    alerts: compareAlerts(monitor.publicId, { present, changed }),
  };
}

/** What is the same under both policies. */
async function readConditions(sql: Sql, monitor: JudgedMonitor, period: HistoryPeriod) {
  const { fromMs, toMs } = period;
  const { id: monitorId, intervalMs, isInbound, regions, createdAt } = monitor;
  const [faults, windows, medians] = await Promise.all([
    listRegionFaults(sql, fromMs),
    listWindows(sql, { monitorIds: [monitorId], fromMs, toMs }),
    listMedians(sql, { monitorId, from: new Date(fromMs), to: new Date(toMs) }),
  ]);
  return {
    fromMs,
    intervalMs,
    isInbound,
    regions,
    beganAt: createdAt,
    faults,
    windows: windows.get(monitorId) ?? [],
    ...(medians.size > 0 ? { mediansOf: (hourMs: number) => medians.get(hourMs) ?? null } : {}),
  };
}
