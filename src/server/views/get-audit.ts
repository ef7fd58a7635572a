import type { AuditReport } from "#contracts/view.ts";
import type { Actor } from "#server/auth/actor.ts";
import { auditSlots } from "#server/store/audit-store.ts";
import type { ViewDeps } from "./view-deps.ts";

const HOUR_MS = 3_600_000;
const MAX_LINES = 500;

/** Totals over everything; lines only where something other than a tick happened, the worst ones first. */
export async function getAudit(deps: ViewDeps, actor: Actor, hours: number): Promise<AuditReport> {
  const nowMs = deps.now().getTime();
  const { workspaceId, tags } = actor;
  const report = await auditSlots(deps.sql, {
    fromMs: nowMs - hours * HOUR_MS,
    toMs: nowMs,
    nowMs,
    workspaceId,
    tags,
  });
  const lines = report.lines
    .filter((line) => line.unaccounted > 0 || line.gaps > 0)
    .sort((a, b) => b.unaccounted - a.unaccounted || b.gaps - a.gaps || b.hour - a.hour)
    .slice(0, MAX_LINES);
  return { ...report, lines };
}
