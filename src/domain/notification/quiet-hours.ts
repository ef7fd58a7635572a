import type { QuietHours } from "#contracts/channel.ts";
import { type LocalDay, localDayOf, momentOf } from "./wall-clock.ts";

/** When the quiet time that covers `atMs` ends; null when it is not quiet then. */
export function findQuietEnd(quiet: QuietHours, atMs: number): number | null {
  const today = localDayOf(atMs, quiet.zone);
  let latest: number | null = null;
  for (const day of [today.subtract({ days: 1 }), today]) {
    if (!quiet.days.includes(day.dayOfWeek)) continue;
    const { startsAt, endsAt } = spanOf(quiet, day);
    if (startsAt <= atMs && atMs < endsAt) latest = Math.max(latest ?? endsAt, endsAt);
  }
  return latest;
}

function spanOf(quiet: QuietHours, day: LocalDay): { startsAt: number; endsAt: number } {
  const isOverMidnight = quiet.to <= quiet.from;
  const endDay = isOverMidnight ? day.add({ days: 1 }) : day;
  return { startsAt: momentOf(day, quiet.from, quiet.zone), endsAt: momentOf(endDay, quiet.to, quiet.zone) };
}
