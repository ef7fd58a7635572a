import { dateFormat } from "#ui/format/date-format.ts";

const DAY_MS = 86_400_000;
/** A window lasts 30 days at most; what is longer is a mistake of ours. */
const MOST_DAYS = 45;

/** "2026-11-24" in the zone. */
export function dayOf(at: number, zone: string): string {
  return dateFormat("en-CA", { year: "numeric", month: "2-digit", day: "2-digit", timeZone: zone }).format(
    at,
  );
}

/** Every day that it touches in the zone; one that ends at midnight does not touch the next. */
export function daysOf({ startsAt, endsAt }: { startsAt: number; endsAt: number }, zone: string): string[] {
  const last = dayOf(Math.max(startsAt, endsAt - 1), zone);
  const days = [dayOf(startsAt, zone)];
  for (let day = days[0] ?? ""; day < last && days.length < MOST_DAYS; ) {
    day = addDays(day, 1);
    days.push(day);
  }
  return days;
}

/** Whole weeks from Monday on, as many as the month ("2026-11") needs. */
export function listWeeks(month: string): string[][] {
  const first = `${month}-01`;
  const weekday = (new Date(`${first}T00:00:00Z`).getUTCDay() + 6) % 7;
  const weeks: string[][] = [];
  for (let day = addDays(first, -weekday); weeks.length === 0 || day.slice(0, 7) === month; ) {
    const monday = day;
    weeks.push(Array.from({ length: 7 }, (_, index) => addDays(monday, index)));
    day = addDays(monday, 7);
  }
  return weeks;
}

/** What to ask for so that no zone misses a part of the weeks shown. */
export function spanOfWeeks(weeks: readonly string[][]): { fromMs: number; toMs: number } {
  const first = weeks[0]?.[0] ?? "1970-01-01";
  const last = weeks.at(-1)?.at(-1) ?? first;
  return { fromMs: utcOf(first) - DAY_MS, toMs: utcOf(last) + 2 * DAY_MS };
}

export function addMonths(month: string, count: number): string {
  const [year = 0, number = 1] = month.split("-").map(Number);
  return new Date(Date.UTC(year, number - 1 + count, 1)).toISOString().slice(0, 7);
}

export function addDays(day: string, count: number): string {
  return new Date(utcOf(day) + count * DAY_MS).toISOString().slice(0, 10);
}

/** Midnight in UTC, to format a day that belongs to no zone. */
export function utcOf(day: string): number {
  return Date.parse(`${day}T00:00:00Z`);
}
