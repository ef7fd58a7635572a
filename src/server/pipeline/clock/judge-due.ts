import { type JudgeDeps, judgeAt, settleJudged } from "#server/runtime/judge-now.ts";
import { claimDueMonitors } from "#server/store/clock-store.ts";
import { type Judged, judgeMonitors } from "#server/store/judge-monitors.ts";
import { inTransaction } from "#server/store/sql-transaction.ts";

const BATCH = 200;

/** Judges every monitor whose time has come and answers how many there were. */
export async function judgeDue(deps: JudgeDeps): Promise<number> {
  let count = 0;
  for (;;) {
    const nowMs = deps.clock();
    const { ids, judged } = await inTransaction(deps.pool, async (sql) => {
      const claimed = await claimDueMonitors(sql, { nowMs, limit: BATCH });
      return { ids: claimed, judged: await judgeMonitors(sql, claimed, judgeAt(deps, nowMs)) };
    });
    await settleJudged(deps, notAgain(judged, nowMs));
    count += ids.length;
    if (ids.length < BATCH) return count;
  }
}

/** What is due within the same millisecond waits for the next look, or one wake-up would follow the other. */
function notAgain(judged: Judged, nowMs: number): Judged {
  return judged.dueAt !== null && judged.dueAt <= nowMs + 1 ? { ...judged, dueAt: null } : judged;
}
