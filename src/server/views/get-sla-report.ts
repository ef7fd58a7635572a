import { SlaReport, type SlaReportItem } from "#contracts/sla-report.ts";
import type { Actor } from "#server/auth/actor.ts";
import { AppError } from "#server/runtime/app-error.ts";
import { scopeOf } from "#server/store/monitor-scope.ts";
import { seesAllMonitors } from "#server/store/seen-monitor-store.ts";
import { findReport, listReports } from "#server/store/sla-report-store.ts";
import type { ViewDeps } from "./view-deps.ts";

const MOST_SHOWN = 200;

export function listSlaReports(
  deps: ViewDeps,
  actor: Actor,
  objectiveId: string | null,
): Promise<SlaReportItem[]> {
  return listReports(deps.sql, { workspaceId: actor.workspaceId, objectiveId, limit: MOST_SHOWN });
}

/** A report names all of its monitors: for whoever may not see one of them it is as absent as one that never was. */
export async function getSlaReport(deps: ViewDeps, actor: Actor, id: string): Promise<SlaReport> {
  const document = await findReport(deps.sql, { workspaceId: actor.workspaceId, id });
  const report = document === null ? null : SlaReport.parse(JSON.parse(document));
  const publicIds = report?.monitors.map((monitor) => monitor.id) ?? [];
  if (report === null || !(await seesAllMonitors(deps.sql, { scope: scopeOf(actor), publicIds }))) {
    throw new AppError("not_found", "There is no such report.");
  }
  return report;
}
