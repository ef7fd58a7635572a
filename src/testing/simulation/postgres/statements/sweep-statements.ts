import { changed, numbersOf, rowsOf, type Statement } from "../statement.ts";
import type { Transaction } from "../transaction.ts";
import { slotsIn } from "./schedule-statements.ts";

function isInOutage(sql: Transaction, slot: { regionId: number; at: number }): boolean {
  return sql
    .all(sql.db.tables.outage)
    .some(
      (row) =>
        slot.at > row.fromAt &&
        slot.at <= row.toAt &&
        (row.regionId === null || row.regionId === slot.regionId),
    );
}

const writeOffSlots: Statement = async (sql, [fromMs, toMs, reason]) => {
  const { gap, tick } = sql.db.tables;
  let count = 0;
  for (const slot of slotsIn(sql, { fromMs: Number(fromMs), toMs: Number(toMs) }, true)) {
    const { monitorId, regionId, at } = slot;
    const row = { monitorId, regionId, scheduledAt: at, reason: Number(reason) };
    if (sql.get(tick, gap.key(row)) !== null || isInOutage(sql, slot)) continue;
    if (await sql.insert(gap, row)) count += 1;
  }
  return changed(count);
};

const listOverdueSlots: Statement = (sql, [fromMs, toMs, sinceMs, nowMs, seenAfterMs, limit]) => {
  const { region, monitor, tick, gap } = sql.db.tables;
  const rows = slotsIn(sql, { fromMs: Number(fromMs), toMs: Number(toMs) }, false).flatMap((slot) => {
    const { monitorId, regionId, configVersion, intervalMs, at } = slot;
    const place = sql.get(region, String(regionId));
    const checked = sql.get(monitor, String(monitorId));
    if (!place?.enabled || (place.lastSeenAt ?? 0) <= Number(seenAfterMs) || checked === null) return [];
    const patienceMs = checked.timeoutMs + 5000;
    if (at <= Number(sinceMs) - patienceMs || at > Number(nowMs) - patienceMs) return [];
    if (at <= Number(nowMs) - Math.min(intervalMs, 60_000)) return [];
    const key = gap.key({ monitorId, regionId, scheduledAt: at, reason: 0 });
    if (sql.get(tick, key) !== null || sql.get(gap, key) !== null) return [];
    return [{ monitorId, regionId, configVersion, intervalMs, scheduledAt: at, region: place.code }];
  });
  rows.sort((a, b) => b.scheduledAt - a.scheduledAt);
  return rowsOf(rows.slice(0, Number(limit)));
};

const healGapsBetween: Statement = async (sql, [fromMs, toMs]) => {
  const { gap, tick } = sql.db.tables;
  let count = 0;
  for (const row of sql.all(gap)) {
    if (row.scheduledAt <= Number(fromMs) || row.scheduledAt > Number(toMs)) continue;
    if (sql.get(tick, gap.key(row)) !== null && (await sql.delete(gap, gap.key(row)))) count += 1;
  }
  return changed(count);
};

const findFirstAssignment: Statement = (sql) => {
  const starts = sql.all(sql.db.tables.assignment).map((row) => row.fromAt);
  return rowsOf([{ at: starts.length === 0 ? null : new Date(Math.min(...starts)) }]);
};

const listSilentMonitors: Statement = (sql, [nowMs, limit, ignored]) => {
  const { monitorState, monitor, regionState } = sql.db.tables;
  const noReadings = new Set(numbersOf(ignored));
  const silent = sql.all(monitorState).filter((state) => {
    const checked = sql.get(monitor, String(state.monitorId));
    if (checked === null || checked.pausedAt !== null || state.raw === "unknown") return false;
    const sinceMs = Number(nowMs) - Math.max(3 * checked.intervalMs, 90_000);
    return !sql
      .by(regionState, "monitor", state.monitorId)
      .some((row) => row.vote && !noReadings.has(row.outcome) && row.scheduledAt > sinceMs);
  });
  silent.sort((a, b) => a.monitorId - b.monitorId);
  return rowsOf(silent.slice(0, Number(limit)).map((state) => ({ id: state.monitorId })));
};

export const sweepStatements: Record<string, Statement> = {
  "write-off-slots": writeOffSlots,
  "list-overdue-slots": listOverdueSlots,
  "heal-gaps-between": healGapsBetween,
  "list-silent-monitors": listSilentMonitors,
};
export const namelessSweepStatements: [RegExp, Statement][] = [
  [/^SELECT min\(from_at\) AS at FROM assignment/, findFirstAssignment],
];
