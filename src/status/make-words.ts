import { createTranslator } from "next-intl";
import type { Locale } from "#contracts/locale.ts";
import deMessages from "./messages/de.json" with { type: "json" };
import enMessages from "./messages/en.json" with { type: "json" };
import hiMessages from "./messages/hi.json" with { type: "json" };

type StatusMessages = typeof enMessages;

const MESSAGES: Record<Locale, StatusMessages> = { en: enMessages, de: deMessages, hi: hiMessages };

export type Words = ReturnType<typeof makeWords>;

/** Texts, numbers and moments in a language; moments in `timeZone` (IANA). */
export function makeWords(locale: Locale, timeZone: string) {
  const zone = isZone(timeZone) ? timeZone : "UTC";
  const date = (options: Intl.DateTimeFormatOptions) =>
    new Intl.DateTimeFormat(locale, { timeZone: zone, ...options });
  const number = (options: Intl.NumberFormatOptions) => new Intl.NumberFormat(locale, options);
  const moment = date({
    day: "numeric",
    month: "short",
    year: "numeric",
    hour: "2-digit",
    minute: "2-digit",
  });
  const dayOnly = date({ day: "numeric", month: "long", year: "numeric" });
  const time = date({ hour: "2-digit", minute: "2-digit" });
  const keys = new Intl.DateTimeFormat("en-CA", { timeZone: zone });
  const utcDay = date({ timeZone: "UTC", day: "numeric", month: "short", year: "numeric" });
  const utcMonth = date({ timeZone: "UTC", month: "long", year: "numeric" });
  const list = new Intl.ListFormat(locale, { type: "conjunction", style: "long" });
  const t = createTranslator({ locale, messages: MESSAGES[locale], timeZone: zone });
  return {
    locale,
    zone,
    t,
    moment: (atMs: number) => moment.format(atMs),
    day: (atMs: number) => dayOnly.format(atMs),
    time: (atMs: number) => time.format(atMs),
    /** Such as 2026-11-22, in the page's zone. */
    dayKey: (atMs: number) => keys.format(atMs),
    /** Of a key such as 2026-11-22. */
    dayOf: (key: string) => utcDay.format(Date.parse(key)),
    daysOf: (from: string, to: string) => utcDay.formatRange(Date.parse(from), Date.parse(to)),
    /** Of a key such as 2026-11. */
    monthOf: (key: string) => utcMonth.format(Date.parse(`${key}-01`)),
    names: (names: readonly string[]) => list.format(names),
    /** Rounded down, so that only all is 100 %. */
    percent: (ratio: number) => {
      const decimals = ratio >= 0.99 ? 3 : 2;
      const scale = 10 ** decimals;
      const floored = Math.floor(Math.min(ratio, 1) * 100 * scale + 1e-6) / scale / 100;
      return number({ style: "percent", maximumFractionDigits: decimals }).format(Math.max(0, floored));
    },
    wholePercent: (ratio: number) =>
      number({ style: "percent" }).format(Math.floor(Math.min(ratio, 1) * 100 + 1e-6) / 100),
    milliseconds: (ms: number) =>
      ms < 1_000
        ? number({ style: "unit", unit: "millisecond", maximumFractionDigits: 0 }).format(ms)
        : number({ style: "unit", unit: "second", maximumFractionDigits: 1 }).format(ms / 1_000),
    duration: (ms: number) => describeDuration(ms, MESSAGES[locale].units),
  };
}

const STEPS = [
  ["day", 86_400_000],
  ["hour", 3_600_000],
  ["minute", 60_000],
  ["second", 1_000],
] as const;

/** Two units at most, rounded down; "2 h 5 min". */
function describeDuration(ms: number, units: StatusMessages["units"]): string {
  const at = STEPS.findIndex(([, size]) => ms >= size);
  const [name, size] = STEPS[at] ?? ["second", 1_000];
  const head = `${Math.floor(ms / size)} ${units[name]}`;
  const [smaller, smallerSize] = STEPS[at + 1] ?? ["second", 1_000];
  const rest = at < 0 || name === "minute" ? 0 : Math.floor((ms % size) / smallerSize);
  return rest === 0 ? head : `${head} ${rest} ${units[smaller]}`;
}

function isZone(timeZone: string): boolean {
  try {
    new Intl.DateTimeFormat("en", { timeZone });
    return true;
  } catch {
    return false;
  }
}
