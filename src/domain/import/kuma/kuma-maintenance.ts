import { Temporal } from "temporal-polyfill";
import { TimeZone } from "#contracts/maintenance.ts";
import { type Draft, type MaintenanceDraft, nameFrom, warn } from "../draft.ts";
import { type Fields, isTrue, numberOf, textOf } from "../read-object.ts";
import { jsonOf } from "./kuma-http.ts";

type Window = { draft: Draft; row: Fields; zone: string; monitors: string[]; nowMs: number };

const BY_DAY = ["SU", "MO", "TU", "WE", "TH", "FR", "SA"] as const;

/** Windows by hand have no counterpart that lasts; what is over is not made. */
export function addMaintenance(draft: Draft, window: Omit<Window, "draft">): void {
  const { row, monitors } = window;
  const name = nameFrom(textOf(row.title));
  const timing = readTiming({ ...window, draft });
  if (typeof timing === "string") warn(draft, name, "skipped", timing);
  else draft.maintenance.push({ foreignId: textOf(row.id), name, timing, monitors });
}

/** Or why there is none. */
function readTiming(window: Window): MaintenanceDraft["timing"] | string {
  const { row, monitors, nowMs } = window;
  if (monitors.length === 0) return "It covers no monitor that is brought in.";
  if (!isTrue(row.active)) return "It is switched off.";
  if (row.strategy === "manual") return "It is started by hand: use a window with a hook.";
  const timing = row.strategy === "single" ? onceOf(window) : recurringOf(window);
  if (timing === null) return "Its timing has no counterpart.";
  return timing.kind === "once" && timing.endsAt <= nowMs ? "It is over." : timing;
}

function onceOf(window: Window): MaintenanceDraft["timing"] | null {
  const startsAt = momentOf(window.row.start_date, zoneOf(window));
  const endsAt = momentOf(window.row.end_date, zoneOf(window));
  return startsAt === null || endsAt === null || startsAt >= endsAt
    ? null
    : { kind: "once", startsAt, endsAt };
}

function recurringOf(window: Window): MaintenanceDraft["timing"] | null {
  const { row, nowMs } = window;
  const rule = ruleOf(row);
  if (rule === null) return null;
  const zone = zoneOf(window);
  const time = rule.time ?? timeOf(row.start_time);
  const durationMin = rule.time === undefined ? between(time, timeOf(row.end_time)) : minutesOf(row);
  if (time === null || durationMin === null) return null;
  const date =
    /^\d{4}-\d{2}-\d{2}/.exec(textOf(row.start_date))?.[0] ?? new Date(nowMs).toISOString().slice(0, 10);
  return { kind: "recurring", startsLocal: `${date}T${time}`, zone, rule: rule.text, durationMin };
}

function ruleOf(row: Fields): { text: string; time?: string } | null {
  switch (row.strategy) {
    case "recurring-interval":
      return { text: `FREQ=DAILY;INTERVAL=${Math.max(1, numberOf(row.interval_day) ?? 1)}` };
    case "recurring-weekday":
      return weekly(listFrom(row.weekdays));
    case "recurring-day-of-month":
      return monthly(listFrom(row.days_of_month));
    case "cron":
      return cronRule(textOf(row.cron));
    default:
      return null;
  }
}

function weekly(days: string[]): { text: string } | null {
  const named = days.map((day) => BY_DAY[Number(day) % 7]).filter((day) => day !== undefined);
  return named.length === 0 ? null : { text: `FREQ=WEEKLY;BYDAY=${named.join(",")}` };
}

/** `lastDay1` is the last day of the month, `lastDay2` the one before it. */
function monthly(days: string[]): { text: string } | null {
  const named = days.map((day) => Number(day.replace(/^lastDay/, "-"))).filter(Number.isInteger);
  return named.length === 0 ? null : { text: `FREQ=MONTHLY;BYMONTHDAY=${named.join(",")}` };
}

/** Of cron expressions those that say one time of the day, daily or on some days of the week. */
function cronRule(cron: string): { text: string; time: string } | null {
  const found = /^(\d{1,2}) (\d{1,2}) \* \* (\*|[0-7](?:,[0-7])*)$/.exec(cron.trim());
  if (!found) return null;
  const [, minute = "0", hour = "0", days = "*"] = found;
  const time = `${hour.padStart(2, "0")}:${minute.padStart(2, "0")}`;
  if (days === "*") return { text: "FREQ=DAILY", time };
  const rule = weekly(days.split(","));
  return rule && { ...rule, time };
}

function listFrom(value: unknown): string[] {
  const list = jsonOf(value);
  return Array.isArray(list) ? list.map(textOf) : [];
}

/** Kuma keeps times of day as `HH:mm` or `HH:mm:ss`. */
function timeOf(value: unknown): string | null {
  return /^([01]\d|2[0-3]):[0-5]\d/.exec(textOf(value))?.[0] ?? null;
}

function between(from: string | null, to: string | null): number | null {
  if (from === null || to === null) return null;
  const minutes = (time: string) => Number(time.slice(0, 2)) * 60 + Number(time.slice(3));
  const length = minutes(to) - minutes(from);
  return length > 0 ? length : length + 1440;
}

/** `duration` is in seconds. */
function minutesOf(row: Fields): number | null {
  const seconds = numberOf(row.duration);
  return seconds === null || seconds < 60 ? null : Math.round(seconds / 60);
}

function zoneOf({ row, zone }: Window): string {
  const own = textOf(row.timezone);
  const asked = own === "" || own === "SAME_AS_SERVER" ? zone : own;
  return TimeZone.safeParse(asked).success ? asked : "UTC";
}

/** `2026-05-01 02:00:00` by the wall clock of the zone; epoch ms. */
function momentOf(value: unknown, zone: string): number | null {
  const local = /^(\d{4}-\d{2}-\d{2})[ T](\d{2}:\d{2})/.exec(textOf(value));
  if (!local) return null;
  try {
    return Temporal.PlainDateTime.from(`${local[1]}T${local[2]}`).toZonedDateTime(zone).epochMilliseconds;
  } catch {
    // A date that the calendar does not have, such as the 31st of April.
    return null;
  }
}
