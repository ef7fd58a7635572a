import { PLAN_AHEAD_MS, planOccurrences } from "#domain/maintenance/plan-occurrences.ts";
import type { Deps } from "#server/runtime/deps.ts";
import { lockUnplanned, savePlan } from "#server/store/maintenance-plan-store.ts";
import { inTransaction } from "#server/store/sql-transaction.ts";

const BATCH = 50;

type PlanDeps = Pick<Deps, "pool" | "clock">;

/** Keeps what recurs known for 60 days ahead. Returns how many windows it has planned further. */
export async function planMaintenance(deps: PlanDeps): Promise<number> {
  let planned = 0;
  for (;;) {
    const count = await planBatch(deps);
    planned += count;
    if (count < BATCH) return planned;
  }
}

function planBatch(deps: PlanDeps): Promise<number> {
  const nowMs = deps.clock();
  return inTransaction(deps.pool, async (sql) => {
    const windows = await lockUnplanned(sql, { untilMs: nowMs + PLAN_AHEAD_MS, limit: BATCH });
    for (const { id, timing, plannedToMs } of windows) {
      // After a long sleep of Uptick: what nobody planned did not take place.
      const fromMs = Math.max(plannedToMs ?? nowMs, nowMs);
      await savePlan(sql, { id, ...planOccurrences(timing, { fromMs, nowMs }) });
    }
    return windows.length;
  });
}
