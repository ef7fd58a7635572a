import type { CountedHours } from "#contracts/objective.ts";
import { localDayOf, momentOf } from "../notification/wall-clock.ts";
import { uniteSpans, type Window } from "../uptime/report-uptime.ts";
import { subtractSpans } from "./span-sets.ts";

type Rule = { hours: CountedHours | null; zone: string; exclusions: readonly Window[] };

/** The parts of a window that count, in order and without overlaps: its hours without the exclusions. */
export function countedSpans({ hours, zone, exclusions }: Rule, window: Window): Window[] {
  if (window.toMs <= window.fromMs) return [];
  const open = hours === null ? [window] : uniteSpans(hoursWithin(hours, zone, window), window);
  return subtractSpans(open, exclusions);
}

function hoursWithin(hours: CountedHours, zone: string, window: Window): Window[] {
  const spans: Window[] = [];
  const last = localDayOf(window.toMs, zone);
  const isOverMidnight = hours.to <= hours.from;
  for (let day = localDayOf(window.fromMs, zone).subtract({ days: 1 }); ; day = day.add({ days: 1 })) {
    if (hours.days.includes(day.dayOfWeek)) {
      const end = isOverMidnight ? day.add({ days: 1 }) : day;
      spans.push({ fromMs: momentOf(day, hours.from, zone), toMs: momentOf(end, hours.to, zone) });
    }
    if (day.equals(last)) return spans;
  }
}
