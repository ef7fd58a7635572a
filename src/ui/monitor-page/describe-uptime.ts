import type { MonitorDetail } from "#contracts/view.ts";
import { formatDuration } from "#ui/format/format-duration.ts";
import { formatPercent } from "#ui/format/format-percent.ts";

type UptimeOfDay = Pick<MonitorDetail, "uptime24h" | "uptimeRaw24h" | "maintenance24hMs" | "coverage24h">;

/** The figure without maintenance, and beside it the raw one where that is another. */
export function describeUptime(day: UptimeOfDay): { value: string; note: string } {
  const notes = [
    day.coverage24h === null
      ? "Coverage is counted every minute"
      : `${formatPercent(day.coverage24h)} of checks known`,
  ];
  if (day.uptimeRaw24h !== null && day.uptimeRaw24h !== day.uptime24h) {
    const left = `${formatDuration(day.maintenance24hMs)} of maintenance`;
    notes.unshift(`without ${left}; ${formatPercent(day.uptimeRaw24h)} with it`);
  }
  return { value: day.uptime24h === null ? "–" : formatPercent(day.uptime24h), note: notes.join(" · ") };
}
