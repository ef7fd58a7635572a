import type { Deps } from "#server/runtime/deps.ts";
import { deleteOldBaselines, saveBaselines, wakeRelative } from "#server/store/baseline-store.ts";
import { inTransaction } from "#server/store/sql-transaction.ts";
import { findWatermark, moveWatermark, tryStageLock } from "#server/store/watermark-store.ts";

const HOUR_MS = 3_600_000;

/** What is usual in this hour and in the next; monitors follow when the hour turns or when theirs became known. */
export function refreshBaselines(deps: Deps): Promise<number> {
  return inTransaction(deps.pool, async (sql) => {
    if (!(await tryStageLock(sql, "baseline"))) return 0;
    const nowMs = deps.clock();
    const hourMs = Math.floor(nowMs / HOUR_MS) * HOUR_MS;
    const present = await saveBaselines(sql, hourMs);
    const ahead = await saveBaselines(sql, hourMs + HOUR_MS);
    const followed = await findWatermark(sql, "baseline");
    if (present > 0 || followed === null || followed < hourMs) await wakeRelative(sql, nowMs);
    if (followed !== hourMs) await moveWatermark(sql, { name: "baseline", atMs: hourMs });
    await deleteOldBaselines(sql, nowMs);
    return present + ahead;
  });
}
