import type { Verdict } from "#contracts/verdict.ts";
import { uptimeBetween } from "#domain/uptime/uptime-between.ts";
import { listVerdictSteps, type VerdictStep } from "#server/store/monitor-view-store.ts";
import type { Sql } from "#server/store/prisma.ts";

const DAY_MS = 86_400_000;

export type Standing = { id: number; shown: Verdict | "paused"; since: number; pausedAt: number | null };

/** Share of the known time of the last 24 hours that each monitor was up. */
export async function listDayUptime(
  sql: Sql,
  monitors: readonly Standing[],
  nowMs: number,
): Promise<Map<number, number | null>> {
  const span = { fromMs: nowMs - DAY_MS, toMs: nowMs };
  // Whose verdict is older than the window needs no history.
  const moved = monitors.filter((monitor) => monitor.shown === "paused" || monitor.since > span.fromMs);
  const steps = await listVerdictSteps(sql, {
    monitorIds: moved.map((monitor) => monitor.id),
    from: new Date(span.fromMs),
  });
  const byMonitor = new Map<number, VerdictStep[]>();
  for (const step of steps) byMonitor.set(step.monitorId, [...(byMonitor.get(step.monitorId) ?? []), step]);

  return new Map(
    monitors.map((monitor) => {
      // Pausing ends every verdict, so a paused monitor is unknown now.
      const verdict = monitor.shown === "paused" ? "unknown" : monitor.shown;
      return [monitor.id, uptimeBetween({ verdict, steps: byMonitor.get(monitor.id) ?? [] }, span)];
    }),
  );
}
