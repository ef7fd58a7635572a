import type { UptimeDay } from "#contracts/uptime-history.ts";

export const DAY_HEIGHT = 40;
const STEP = 10;
export const DAY_WIDTH = 7;
/** A cut that is worth knowing of must be seen. */
const LEAST_CUT = 7;

export type DayLook = "none" | "up" | "down" | "maintenance";
/** Parts from the top down, with a gap between them, so that they differ by shape and not by colour alone. */
export type DayBar = { x: number; at: number; look: DayLook; maintenanceTo: number; downFrom: number };

export function daysWidth(count: number): number {
  return count * STEP - (STEP - DAY_WIDTH);
}

export function layOutDays(days: readonly UptimeDay[]): DayBar[] {
  return days.map((day, index) => {
    const knownMs = day.upMs + day.downMs;
    const wholeMs = knownMs + day.unknownMs + day.maintenanceMs;
    return {
      x: index * STEP,
      at: day.at,
      look: lookOfDay(day),
      maintenanceTo: partOf(day.maintenanceMs, wholeMs),
      downFrom: DAY_HEIGHT - partOf(day.downMs, knownMs),
    };
  });
}

export function lookOfDay(day: Pick<UptimeDay, "upMs" | "downMs" | "maintenanceMs">): DayLook {
  if (day.downMs > 0) return "down";
  if (day.upMs > 0) return "up";
  return day.maintenanceMs > 0 ? "maintenance" : "none";
}

function partOf(partMs: number, wholeMs: number): number {
  if (partMs <= 0 || wholeMs <= 0) return 0;
  return Math.min(DAY_HEIGHT, Math.max(LEAST_CUT, Math.round((partMs / wholeMs) * DAY_HEIGHT)));
}
