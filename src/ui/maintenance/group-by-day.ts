import type { UpcomingMaintenance } from "#contracts/maintenance.ts";
import { dateFormat } from "#ui/format/date-format.ts";

/** In order of time, under the day that each begins on in the reader's zone. */
export function groupByDay(
  items: readonly UpcomingMaintenance[],
  reader: { locale: string; timeZone: string },
): { day: string; items: UpcomingMaintenance[] }[] {
  const { timeZone } = reader;
  // English is written as in Britain: the day before the month.
  const locale = reader.locale === "en" ? "en-GB" : reader.locale;
  const format = dateFormat(locale, { weekday: "short", day: "numeric", month: "short", timeZone });
  const days = new Map<string, UpcomingMaintenance[]>();
  for (const item of items) {
    const day = format.format(item.startsAt).replace(",", "");
    days.set(day, [...(days.get(day) ?? []), item]);
  }
  return [...days].map(([day, list]) => ({ day, items: list }));
}
