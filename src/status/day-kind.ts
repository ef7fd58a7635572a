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
