import type { AuditLine, AuditReport } from "#contracts/view.ts";

const SHOWN = 20;

export function isBalanced(report: AuditReport): boolean {
  return report.unaccounted === 0 && report.doubled === 0;
}

/** Lines that do not balance come first, then those with gaps. */
export function worstLines(report: AuditReport): AuditLine[] {
  return report.lines
    .filter((line) => line.unaccounted > 0 || line.gaps > 0)
    .sort((a, b) => b.unaccounted - a.unaccounted || b.gaps - a.gaps || b.hour - a.hour)
    .slice(0, SHOWN);
}
