import { reportUptime, type UptimeReport } from "#domain/uptime/report-uptime.ts";
import type { Sql } from "#server/store/prisma.ts";
import { listRawSteps } from "#server/store/uptime-store.ts";
import { listWindows } from "#server/store/window-store.ts";

const DAY_MS = 86_400_000;

/** Uptime of the last 24 hours, raw and without maintenance, by monitor. */
export async function listDayUptime(
  sql: Sql,
  monitorIds: readonly number[],
  nowMs: number,
): Promise<Map<number, UptimeReport>> {
  const window = { fromMs: nowMs - DAY_MS, toMs: nowMs };
  const [steps, windows] = await Promise.all([
    listRawSteps(sql, { monitorIds, from: new Date(window.fromMs), to: new Date(window.toMs) }),
    listWindows(sql, { monitorIds, ...window }),
  ]);
  return new Map(
    monitorIds.map((id) => {
      const spans = (windows.get(id) ?? []).map(({ fromMs, toMs }) => ({ fromMs, toMs: toMs ?? nowMs }));
      return [id, reportUptime(steps.get(id) ?? [], spans, window)];
    }),
  );
}
