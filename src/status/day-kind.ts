import type { SnapshotDay } from "#contracts/status-snapshot.ts";

export type DayKind = "fine" | "partly" | "degraded" | "down" | "maintenance" | "none";

/** Below it a day without a known interruption is no proof that there was none. */
const ENOUGH_COVERAGE = 0.9;

/** The worst that is known of a day. */
export function kindOfDay(day: SnapshotDay): DayKind {
  if (day.downMs > 0) return "down";
  if (day.degradedMs > 0) return "degraded";
  if (day.maintenanceMs > 0) return "maintenance";
  if (day.upMs <= 0) return "none";
  return day.coverage !== null && day.coverage < ENOUGH_COVERAGE ? "partly" : "fine";
}

/** Share of a bar's height: a short interruption is not drawn like a day's. */
export function heightOfDay(ms: number): number {
  if (ms < 10 * 60_000) return 0.5;
  return ms < 60 * 60_000 ? 0.75 : 1;
}

/** Days to tell something of; `at` is the place of the first in the row. */
export type Told = { at: number; kind: DayKind; days: [SnapshotDay, ...SnapshotDay[]] };

/** What is not fine, oldest first; days without data in a row are one. */
export function toldDays(days: readonly SnapshotDay[]): Told[] {
  const told: Told[] = [];
  days.forEach((day, at) => {
    const kind = kindOfDay(day);
    const last = told.at(-1);
    const isNext = last?.kind === "none" && kind === "none" && last.at + last.days.length === at;
    if (isNext) last.days.push(day);
    else if (kind !== "fine") told.push({ at, kind, days: [day] });
  });
  return told;
}
