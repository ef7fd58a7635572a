import { uuidv7 } from "uuidv7";
import { canonicalJson } from "#domain/objective/canonical-json.ts";
import { makeReport } from "#domain/objective/make-report.ts";
import { monthWindow } from "#domain/objective/objective-window.ts";
import { AppError } from "#server/runtime/app-error.ts";
import { sha256Hex } from "#server/runtime/sha256-hex.ts";
import { listObjectives } from "#server/store/objective-store.ts";
import { gatherReport } from "#server/store/report-facts-store.ts";
import { insertReport } from "#server/store/sla-report-store.ts";
import { sqlOf } from "#server/store/sql-of.ts";
import type { ActionDeps, Caller } from "../caller.ts";
import { recordCommand } from "../monitor/in-transaction.ts";
import { changeObjective } from "./change-objective.ts";

type Asked = { objectiveId: string; month: string };

/** A report of any month that has begun. `appUrl`: the address that the report names as its maker's. */
export function makeMonthReport(
  deps: ActionDeps & { auth: { appUrl: string } },
  caller: Caller,
  { objectiveId, month }: Asked,
): Promise<{ id: string }> {
  return changeObjective(deps, { caller, id: objectiveId }, async (tx, { workspaceId, spec }) => {
    const at = deps.now();
    const madeAtMs = at.getTime();
    if (monthWindow(month, spec.zone).fromMs >= madeAtMs) {
      throw new AppError("invalid", "This month has not begun yet.", { field: "month" });
    }
    const sql = sqlOf(tx);
    const [objective] = await listObjectives(sql, { workspaceId, id: objectiveId });
    if (objective === undefined || objective.members.length === 0) {
      throw new AppError("conflict", "The objective has no monitors, so there is nothing to report.");
    }
    const facts = await gatherReport(sql, { objective, month, nowMs: madeAtMs });
    const head = { id: uuidv7(), madeAtMs, madeBy: deps.auth.appUrl };
    const report = await makeReport({ facts, ...head }, async (text) => sha256Hex(text));
    const { digest } = report;
    const row = { workspaceId, objectiveId, month, automatic: false, mailTo: [] };
    await insertReport(sql, { id: head.id, madeAtMs, ...row, document: canonicalJson(report), digest });
    const detail = { after: { objective: spec.name, month, digest } };
    await recordCommand(tx, caller, { action: "objective.report", subject: objectiveId, at, detail });
    return { id: head.id };
  });
}
