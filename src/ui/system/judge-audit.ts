import type { AuditLine, AuditReport } from "#contracts/view.ts";

const SHOWN = 20;

export function judgeAudit(report: AuditReport): "empty" | "balanced" | "open" {
  if (report.unaccounted > 0 || report.doubled > 0) return "open";
  return report.expected === 0 ? "empty" : "balanced";
}

/** Lines that do not balance come first, then those with gaps. */
export function worstLines(report: AuditReport): AuditLine[] {
  return report.lines
    .filter((line) => line.unaccounted > 0 || line.gaps > 0)
    .sort((a, b) => b.unaccounted - a.unaccounted || b.gaps - a.gaps || b.hour - a.hour)
    .slice(0, SHOWN);
}
