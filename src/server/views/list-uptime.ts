import { reportUptime, type UptimeReport } from "#domain/uptime/report-uptime.ts";
import type { Sql } from "#server/store/prisma.ts";
import { listMaintenanceSpans, listRawSteps } from "#server/store/uptime-store.ts";

const DAY_MS = 86_400_000;

/** Uptime of the last 24 hours, raw and without maintenance, by monitor. */
export async function listDayUptime(
  sql: Sql,
  monitorIds: readonly number[],
  nowMs: number,
): Promise<Map<number, UptimeReport>> {
  const window = { fromMs: nowMs - DAY_MS, toMs: nowMs };
  const query = { monitorIds, from: new Date(window.fromMs), to: new Date(window.toMs) };
  const [steps, spans] = await Promise.all([listRawSteps(sql, query), listMaintenanceSpans(sql, query)]);
  const stepsOf = byMonitor(steps);
  const spansOf = byMonitor(spans);
  return new Map(
    monitorIds.map((id) => [id, reportUptime(stepsOf.get(id) ?? [], spansOf.get(id) ?? [], window)]),
  );
}

function byMonitor<Row extends { monitorId: number }>(rows: readonly Row[]): Map<number, Row[]> {
  const grouped = new Map<number, Row[]>();
  for (const row of rows) {
    const own = grouped.get(row.monitorId);
    if (own) own.push(row);
    else grouped.set(row.monitorId, [row]);
  }
  return grouped;
}
