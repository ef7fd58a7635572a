import type { Verdict } from "#contracts/verdict.ts";
import { uptimeRatio } from "#domain/uptime/uptime-ratio.ts";
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
      const own = byMonitor.get(monitor.id) ?? [];
      // Pausing ends every verdict, so a paused monitor is unknown now.
      const present = monitor.shown === "paused" ? "unknown" : monitor.shown;
      const atStart = { at: span.fromMs, to: own[0]?.from ?? present };
      return [monitor.id, uptimeRatio([atStart, ...own], span).ratio];
    }),
  );
}
