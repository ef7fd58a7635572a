import { canonicalJson } from "#domain/objective/canonical-json.ts";
import { makeReport } from "#domain/objective/make-report.ts";
import { monthOf, monthWindow } from "#domain/objective/objective-window.ts";
import type { Deps } from "#server/runtime/deps.ts";
import { sha256Hex } from "#server/runtime/sha256-hex.ts";
import { listObjectives, listReportedObjectives } from "#server/store/objective-store.ts";
import { gatherReport } from "#server/store/report-facts-store.ts";
import { insertReport, listAutomaticMonths } from "#server/store/sla-report-store.ts";
import { inTransaction } from "#server/store/sql-transaction.ts";
import { findWatermark } from "#server/store/watermark-store.ts";

/** Late checks and the seals of the last day come first. */
const REST_MS = 6 * 3_600_000;
/** Of one run: the next minute makes the others. */
const MOST_AT_ONCE = 20;

/** Makes each objective's report of the month before this one, once, when all of its days are sealed. Returns how many. */
export async function makeMonthlyReports(deps: Deps): Promise<number> {
  const nowMs = deps.clock();
  const sealedToMs = await findWatermark(deps.pool, "day_link");
  if (sealedToMs === null) return 0;
  const due = (await listReportedObjectives(deps.pool))
    .map((objective) => ({ ...objective, month: monthOf(nowMs, objective.zone, -1) }))
    .filter(({ month, zone }) => {
      const { toMs } = monthWindow(month, zone);
      return nowMs >= toMs + REST_MS && sealedToMs >= toMs;
    });
  if (due.length === 0) return 0;
  const made = await listAutomaticMonths(deps.pool, [...new Set(due.map(({ month }) => month))]);
  let count = 0;
  for (const { id, workspaceId, month } of due) {
    if (made.has(`${id} ${month}`) || count >= MOST_AT_ONCE) continue;
    count += await make(deps, { id, workspaceId, month });
  }
  return count;
}

function make(deps: Deps, asked: { id: string; workspaceId: string; month: string }): Promise<number> {
  const { id, workspaceId, month } = asked;
  return inTransaction(
    deps.pool,
    async (sql) => {
      const [objective] = await listObjectives(sql, { workspaceId, id });
      if (objective === undefined || objective.members.length === 0) return 0;
      const madeAtMs = deps.clock();
      const facts = await gatherReport(sql, { objective, month, nowMs: madeAtMs });
      const head = { id: deps.newId(), madeAtMs, madeBy: deps.settings.appUrl };
      const report = await makeReport({ facts, ...head }, async (text) => sha256Hex(text));
      const row = { workspaceId, objectiveId: id, month, automatic: true, mailTo: objective.spec.mailTo };
      const document = canonicalJson(report);
      const isNew = await insertReport(sql, {
        id: head.id,
        madeAtMs,
        ...row,
        document,
        digest: report.digest,
      });
      return isNew ? 1 : 0;
    },
    // Links that are added meanwhile must not be in one half of the report only.
    { isolation: "repeatable read" },
  );
}
