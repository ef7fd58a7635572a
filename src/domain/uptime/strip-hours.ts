import type { HourLook, HourStrip } from "#contracts/view.ts";

export type HourFigures = { hourMs: number; ok: number; failed: number; p95Us: number | null };

const HOUR_MS = 3_600_000;
const HOURS = 24;

/** The 24 hours that end with the one under way; hours without figures are gaps, never well. */
export function stripHours(figures: readonly HourFigures[], nowMs: number): HourStrip {
  const openHourMs = Math.floor(nowMs / HOUR_MS) * HOUR_MS;
  const from = openHourMs - (HOURS - 1) * HOUR_MS;
  const byHour = new Map(figures.map((hour) => [hour.hourMs, hour]));
  const hours = Array.from({ length: HOURS }, (_, index) => byHour.get(from + index * HOUR_MS));
  return {
    from,
    looks: hours.map(lookOf).join(""),
    p95Ms: hours.map((hour) => (hour?.p95Us == null ? null : roundMs(hour.p95Us))),
  };
}

function lookOf(hour: HourFigures | undefined): HourLook {
  if (hour === undefined || hour.ok + hour.failed === 0) return "-";
  if (hour.failed === 0) return "u";
  return hour.failed >= hour.ok ? "d" : "w";
}

/** Whole milliseconds are enough for a line of 24 points, and travel in fewer bytes. */
function roundMs(us: number): number {
  return us >= 10_000 ? Math.round(us / 1000) : Math.round(us / 100) / 10;
}
