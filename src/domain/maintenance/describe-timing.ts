import type { MaintenanceTiming } from "#contracts/maintenance.ts";
import type { Occurrence, Recurring } from "./list-occurrences.ts";
import { parseRule, type RecurrenceRule, WEEKDAYS, type Weekday } from "./recurrence-rule.ts";

const DAY_NAMES: Record<Weekday, string> = {
  MO: "Monday",
  TU: "Tuesday",
  WE: "Wednesday",
  TH: "Thursday",
  FR: "Friday",
  SA: "Saturday",
  SU: "Sunday",
};
const MONTH_NAMES = [
  "January",
  "February",
  "March",
  "April",
  "May",
  "June",
  "July",
  "August",
  "September",
  "October",
  "November",
  "December",
];
const ORDINALS: Record<number, string> = { 1: "first", 2: "second", 3: "third", 4: "fourth", 5: "fifth" };
const UNITS = { DAILY: "day", WEEKLY: "week", MONTHLY: "month", YEARLY: "year" } as const;

/** When a window happens, as a sentence without its end: "Every Sunday at 02:30 (Europe/Berlin), for 2 h". */
export function describeTiming(timing: MaintenanceTiming): string {
  if (timing.kind === "hook") return `When a deploy starts it, for ${durationOf(timing.maxMin)} at most`;
  if (timing.kind === "once") {
    return `Once, for ${durationOf(Math.round((timing.endsAt - timing.startsAt) / 60_000))}`;
  }
  const time = timing.startsLocal.slice(11);
  const parsed = parseRule(timing.rule);
  const often = parsed.kind === "rule" ? describeRule(parsed.rule, timing.startsLocal) : `By ${timing.rule}`;
  return `${often} at ${time} (${timing.zone}), for ${durationOf(timing.durationMin)}`;
}

/** What happens to starts that a change of the clock touches; null when none of these is touched. */
export function describeClockChanges(
  timing: MaintenanceTiming,
  listed: readonly Occurrence[],
): string | null {
  if (timing.kind !== "recurring") return null;
  const moved = listed.find(
    ({ startsAt }) => wallTimeOf(startsAt, timing).time !== timing.startsLocal.slice(11),
  );
  if (moved !== undefined) {
    const { date, time } = wallTimeOf(moved.startsAt, timing);
    return `On ${date} the clock in ${timing.zone} skips ${timing.startsLocal.slice(11)}: it starts at ${time} there.`;
  }
  const doubled = listed.find((occurrence) => comesTwice(occurrence, timing));
  if (doubled !== undefined) {
    const { date, time } = wallTimeOf(doubled.startsAt, timing);
    return `On ${date} the clock in ${timing.zone} passes ${time} twice: it starts at the first.`;
  }
  if (new Set(listed.map(({ startsAt }) => offsetOf(startsAt, timing))).size < 2) return null;
  return `The clock in ${timing.zone} changes in between: it keeps ${timing.startsLocal.slice(11)} there.`;
}

export function durationOf(minutes: number): string {
  const parts = [
    [Math.floor(minutes / 1_440), "d"],
    [Math.floor(minutes / 60) % 24, "h"],
    [minutes % 60, "min"],
  ] as const;
  const words = parts.filter(([number]) => number > 0).map(([number, unit]) => `${number} ${unit}`);
  return words.length === 0 ? "0 min" : words.join(" ");
}

function describeRule(rule: RecurrenceRule, startsLocal: string): string {
  const words = [describeStep(rule, startsLocal), describeMonths(rule), describeEnd(rule)];
  return words.filter((word) => word !== "").join(", ");
}

function describeStep(rule: RecurrenceRule, startsLocal: string): string {
  const { freq, interval } = rule;
  const unit = UNITS[freq];
  const every = interval === 1 ? `Every ${unit}` : `Every ${interval} ${unit}s`;
  const days = describeDays(rule);
  if (isUnusual(rule)) return `${every} by a rule of its own`;
  if (freq === "WEEKLY") return describeWeek(rule, startsLocal);
  if (freq === "DAILY") return days === "" ? every : `${every} that is ${days}`;
  if (days !== "") return `${every} on ${days}`;
  if (rule.byMonthDay.length > 0) return `${every} on ${joined(rule.byMonthDay.map(describeMonthDay))}`;
  const day = Number(startsLocal.slice(8, 10));
  if (freq === "MONTHLY") return `${every} on day ${day}`;
  const month = MONTH_NAMES[Number(startsLocal.slice(5, 7)) - 1] ?? "";
  return rule.byMonth.length > 0 ? `${every} on day ${day}` : `${every} on ${day} ${month}`;
}

function describeWeek(rule: RecurrenceRule, startsLocal: string): string {
  const named = rule.byDay.length > 0 ? rule.byDay.map(({ day }) => day) : [weekdayOf(startsLocal)];
  const days = WEEKDAYS.filter((day) => named.includes(day));
  if (rule.interval > 1)
    return `Every ${rule.interval} weeks on ${joined(days.map((day) => DAY_NAMES[day]))}`;
  if (days.length === 7) return "Every day";
  if (days.join() === "MO,TU,WE,TH,FR") return "Every weekday";
  return `Every ${joined(days.map((day) => DAY_NAMES[day]))}`;
}

/** Parts that few rules have and that a sentence would not make clearer. */
function isUnusual(rule: RecurrenceRule): boolean {
  const both = rule.byDay.length > 0 && rule.byMonthDay.length > 0;
  return (
    both || rule.byYearDay.length + rule.byWeekNo.length > 0 || (rule.bySetPos.length > 0 && !isNthDay(rule))
  );
}

function isNthDay(rule: RecurrenceRule): boolean {
  return (
    rule.bySetPos.length === 1 && rule.byDay.every(({ ordinal }) => ordinal === null) && rule.byDay.length > 0
  );
}

function describeDays(rule: RecurrenceRule): string {
  if (rule.byDay.length === 0) return "";
  const position = rule.bySetPos[0];
  if (position !== undefined) {
    const names = rule.byDay.map(({ day }) => day).join();
    const what =
      names === "MO,TU,WE,TH,FR"
        ? "weekday"
        : joined(
            rule.byDay.map(({ day }) => DAY_NAMES[day]),
            "or",
          );
    return `the ${ordinalOf(position)} ${what}`;
  }
  return joined(
    rule.byDay.map(({ ordinal, day }) =>
      ordinal === null ? `a ${DAY_NAMES[day]}` : `the ${ordinalOf(ordinal)} ${DAY_NAMES[day]}`,
    ),
  );
}

function describeMonthDay(day: number): string {
  if (day > 0) return `day ${day}`;
  return day === -1 ? "the last day" : `the ${ordinalOf(day)} day`;
}

function describeMonths({ byMonth }: RecurrenceRule): string {
  return byMonth.length === 0 ? "" : `in ${joined(byMonth.map((month) => MONTH_NAMES[month - 1] ?? ""))}`;
}

function describeEnd({ count, until, excluded }: RecurrenceRule): string {
  const words: string[] = [];
  if (count !== null) words.push(count === 1 ? "once" : `${count} times`);
  if (until !== null) {
    const day =
      until.kind === "wall" ? until.text.slice(0, 10) : new Date(until.at).toISOString().slice(0, 10);
    words.push(`until ${day}`);
  }
  if (excluded.length > 0)
    words.push(excluded.length === 1 ? "except one day" : `except ${excluded.length} days`);
  return words.join(", ");
}

function ordinalOf(position: number): string {
  if (position === -1) return "last";
  const number = ORDINALS[Math.abs(position)] ?? `${Math.abs(position)}th`;
  return position > 0 ? number : `${number} to last`;
}

function joined(words: readonly string[], last = "and"): string {
  if (words.length < 2) return words[0] ?? "";
  return `${words.slice(0, -1).join(", ")} ${last} ${words.at(-1)}`;
}

function weekdayOf(startsLocal: string): Weekday {
  const day = new Date(`${startsLocal}:00Z`).getUTCDay();
  return WEEKDAYS[(day + 6) % 7] ?? "MO";
}

function wallTimeOf(at: number, { zone }: Recurring): { date: string; time: string } {
  const format = new Intl.DateTimeFormat("sv-SE", {
    timeZone: zone,
    dateStyle: "short",
    timeStyle: "short",
  });
  const [date = "", time = ""] = format.format(at).split(" ");
  return { date, time };
}

function offsetOf(at: number, timing: Recurring): number {
  const { date, time } = wallTimeOf(at, timing);
  return Math.round((Date.parse(`${date}T${time}:00Z`) - at) / 60_000);
}

/** The same wall time an hour or half an hour later: clocks are set back by no other amounts. */
function comesTwice({ startsAt }: Occurrence, timing: Recurring): boolean {
  const { date, time } = wallTimeOf(startsAt, timing);
  return [30, 60, 120].some((minutes) => {
    const later = wallTimeOf(startsAt + minutes * 60_000, timing);
    return later.date === date && later.time === time;
  });
}
