import { numbersOf, rowsOf, type Statement } from "../statement.ts";
import type { MaintenanceRow, MonitorRow, OccurrenceRow } from "../tables.ts";
import type { Transaction } from "../transaction.ts";

const claimDueMonitors: Statement = (sql, [nowMs, limit]) => {
  const { monitorState, monitor } = sql.db.tables;
  const due = sql
    .all(monitorState)
    .filter((row) => {
      const checked = sql.get(monitor, String(row.monitorId));
      return (
        row.dueAt !== null && row.dueAt <= Number(nowMs) && checked !== null && checked.pausedAt === null
      );
    })
    .sort((a, b) => Number(a.dueAt) - Number(b.dueAt));
  const claimed: { id: number }[] = [];
  for (const row of due) {
    if (claimed.length === Number(limit)) break;
    const held = sql.tryLock(monitorState, String(row.monitorId));
    if (held === "busy" || held?.dueAt == null || held.dueAt > Number(nowMs)) continue;
    claimed.push({ id: row.monitorId });
  }
  return rowsOf(claimed);
};

type Window = { monitor: MonitorRow; maintenance: MaintenanceRow; occurrence: OccurrenceRow; endsAt: number };

/** Every occurrence for every monitor that it is for, as it happened in spite of later deletions. */
function listOccurrences(sql: Transaction): Window[] {
  const { maintenance, occurrence, monitor } = sql.db.tables;
  return sql.all(occurrence).flatMap((one) => {
    const window = sql.get(maintenance, one.maintenanceId);
    if (window === null || (window.deletedAt !== null && one.startsAt >= window.deletedAt)) return [];
    const endsAt = Math.min(one.endsAt, window.deletedAt ?? one.endsAt);
    return sql
      .all(monitor)
      .filter((row) => row.workspaceId === window.workspaceId)
      .filter((row) => window.everything || window.monitorIds.includes(row.id))
      .map((row) => ({ monitor: row, maintenance: window, occurrence: one, endsAt }));
  });
}

const listWindows: Statement = (sql, [ids, fromMs, toMs]) => {
  const wanted = new Set(numbersOf(ids));
  const rows = listOccurrences(sql)
    .filter(({ monitor, occurrence }) => {
      const touches = occurrence.startsAt <= Number(toMs) && occurrence.endsAt >= Number(fromMs);
      return touches && wanted.has(monitor.id);
    })
    .sort((a, b) => a.occurrence.startsAt - b.occurrence.startsAt);
  return rowsOf(
    rows.map(({ monitor, maintenance, occurrence, endsAt }) => ({
      monitorId: monitor.id,
      name: maintenance.name,
      fromMs: occurrence.startsAt,
      toMs: endsAt,
    })),
  );
};

const listMaintenanceEdges: Statement = (sql, [from, to]) => {
  const [fromMs, toMs] = [Number(from), Number(to)];
  const { monitorState } = sql.db.tables;
  const touched = new Map<number, { isInside: boolean; hasEdge: boolean }>();
  for (const { monitor, occurrence, endsAt } of listOccurrences(sql)) {
    if (occurrence.startsAt > toMs || occurrence.endsAt <= fromMs || monitor.pausedAt !== null) continue;
    const known = touched.get(monitor.id) ?? { isInside: false, hasEdge: false };
    known.isInside ||= endsAt > toMs;
    known.hasEdge ||= occurrence.startsAt > fromMs || (endsAt > fromMs && endsAt <= toMs);
    touched.set(monitor.id, known);
  }
  const ids = sql.all(monitorState).flatMap(({ monitorId, verdict }) => {
    const known = touched.get(monitorId);
    const isHidden = verdict === "maintenance" || verdict === "unknown";
    const isWrong = known?.isInside ? !isHidden : verdict === "maintenance";
    return known?.hasEdge || isWrong ? [{ id: monitorId }] : [];
  });
  return rowsOf(ids.sort((a, b) => a.id - b.id));
};

export const clockStatements: Record<string, Statement> = {
  "claim-due-monitors": claimDueMonitors,
  "list-windows": listWindows,
  "list-maintenance-edges": listMaintenanceEdges,
};
