import type { Deps } from "#server/runtime/deps.ts";
import { ensureDays } from "#server/store/partition-store.ts";
import type { Sql } from "#server/store/prisma.ts";
import { inTransaction, isMissingPartition, isRetryable } from "#server/store/sql-transaction.ts";

const ATTEMPTS = 5;
const RETRY_MS = 20;
const DAY_MS = 86_400_000;
/** As long as a grace may be. */
const OLDEST_DAYS = 31;

/** Runs `work` again where others were in its way, or a day has no partition yet. */
export async function inRetriedTransaction<Result>(
  deps: Pick<Deps, "pool" | "clock" | "sleep" | "random">,
  work: (sql: Sql) => Promise<Result>,
): Promise<Result> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await inTransaction(deps.pool, work);
    } catch (error) {
      if (attempt === ATTEMPTS) throw error;
      const nowMs = deps.clock();
      if (isMissingPartition(error)) {
        await ensureDays(deps.pool, { fromMs: nowMs - OLDEST_DAYS * DAY_MS, toMs: nowMs + DAY_MS });
      } else if (isRetryable(error)) await deps.sleep(Math.ceil(RETRY_MS * attempt * (1 + deps.random())));
      else throw error;
    }
  }
}
