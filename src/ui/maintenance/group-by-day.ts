import type { UpcomingMaintenance } from "#contracts/maintenance.ts";

/** In order of time, under the day that each begins on in `timeZone`, or in the reader's when undefined. */
export function groupByDay(
  items: readonly UpcomingMaintenance[],
  timeZone: string | undefined,
): { day: string; items: UpcomingMaintenance[] }[] {
  const format = new Intl.DateTimeFormat("en-GB", {
    weekday: "short",
    day: "numeric",
    month: "short",
    timeZone,
  });
  const days = new Map<string, UpcomingMaintenance[]>();
  for (const item of items) {
    const day = format.format(item.startsAt).replace(",", "");
    days.set(day, [...(days.get(day) ?? []), item]);
  }
  return [...days].map(([day, list]) => ({ day, items: list }));
}
