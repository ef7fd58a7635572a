import { type JudgeDeps, judgeAt, judgeNow, settleJudged } from "#server/runtime/judge-now.ts";
import { claimDueMonitors } from "#server/store/clock-store.ts";
import { type Judged, judgeMonitors } from "#server/store/judge-monitors.ts";
import { inTransaction, isRetryable } from "#server/store/sql-transaction.ts";

const BATCH = 200;

/** Judges every monitor whose time has come and answers how many there were. */
export async function judgeDue(deps: JudgeDeps): Promise<number> {
  let count = 0;
  for (;;) {
    const judged = await judgeBatch(deps);
    count += judged;
    if (judged < BATCH) return count;
  }
}

async function judgeBatch(deps: JudgeDeps): Promise<number> {
  const nowMs = deps.clock();
  let ids: number[] = [];
  try {
    const judged = await inTransaction(deps.pool, async (sql) => {
      ids = await claimDueMonitors(sql, { nowMs, limit: BATCH });
      return judgeMonitors(sql, ids, judgeAt(deps, nowMs));
    });
    await settleJudged(deps, notAgain(judged, nowMs));
    return ids.length;
  } catch (error) {
    if (ids.length < 2 || isRetryable(error)) throw error;
    await judgeEach(deps, ids);
    return 0;
  }
}

/** One monitor that cannot be judged must not keep the others from it. */
async function judgeEach(deps: JudgeDeps, ids: readonly number[]): Promise<void> {
  for (const id of ids) {
    try {
      await judgeNow(deps, [id]);
    } catch (error) {
      deps.log.error({ err: error, monitorId: id }, "A monitor could not be judged.");
    }
  }
}

/** What is due within the same millisecond waits for the next look, or one wake-up would follow the other. */
function notAgain(judged: Judged, nowMs: number): Judged {
  return judged.dueAt !== null && judged.dueAt <= nowMs + 1 ? { ...judged, dueAt: null } : judged;
}
