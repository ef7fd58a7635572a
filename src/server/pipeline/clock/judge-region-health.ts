import { judgeRegions } from "#domain/verdict/mass-failure.ts";
import type { Deps } from "#server/runtime/deps.ts";
import { findRecoveredRegions, findSickRegions } from "#server/store/sick-region-store.ts";
import { inTransaction } from "#server/store/sql-transaction.ts";

/** Regions fall sick also while no verdict hangs on it, and recover by themselves. Answers how many changed. */
export async function judgeRegionHealth(deps: Deps): Promise<number> {
  const nowMs = deps.clock();
  const changed = await inTransaction(deps.pool, async (sql) => ({
    well: await findRecoveredRegions(sql, { nowMs, judgeRegions }),
    sick: await findSickRegions(sql, { regions: null, nowMs, judgeRegions }),
  }));
  const sick = changed.sick.map(({ region }) => region);
  if (sick.length > 0)
    deps.log.warn({ regions: sick }, "Regions fail at what others reach: no vote for them.");
  if (changed.well.length > 0) deps.log.info({ regions: changed.well }, "Regions are well again.");
  return sick.length + changed.well.length;
}
