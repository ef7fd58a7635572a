import type { Locale } from "#contracts/locale.ts";
import type { Preferences } from "#contracts/preferences.ts";
import { formatBytes } from "./format-bytes.ts";
import { formatCount } from "./format-count.ts";
import { type DurationWords, formatDuration, formatInterval, isJustNow } from "./format-duration.ts";
import { formatLatency } from "./format-latency.ts";
import {
  formatDate,
  formatDay,
  formatFull,
  formatHour,
  formatMoment,
  type MomentStyle,
} from "./format-moment.ts";
import { formatPercent } from "./format-percent.ts";
import { formatSpan } from "./format-span.ts";

export type Reader = { locale: Locale; timeZone: string; clock: Preferences["clock"] };
export type FormatWords = DurationWords & { justNow: string; ago: (duration: string) => string };

/** English is written as in Britain: the day before the month, and 24 hours. */
const TAGS: Record<Locale, string> = { en: "en-GB", de: "de", hi: "hi" };

/** How one reader reads moments and numbers. */
export function makeFormat({ locale, timeZone, clock }: Reader, words: FormatWords) {
  const style: MomentStyle = {
    locale: TAGS[locale],
    ...(clock !== "auto" && { hour12: clock === "12" }),
  };
  const duration = (ms: number) => formatDuration(ms, words);
  return {
    locale,
    timeZone,
    /** "14:03:22" */
    moment: (at: number) => formatMoment(at, timeZone, style),
    /** "14:03" */
    time: (at: number) => formatHour(at, timeZone, style),
    /** "21 Nov" */
    day: (at: number) => formatDay(at, timeZone, style),
    /** "21 Nov" of a day that is counted in UTC, whatever the reader's zone. */
    utcDay: (at: number) => formatDay(at, "UTC", style),
    /** "21 Nov 2026" */
    date: (at: number) => formatDate(at, timeZone, style),
    /** "21 Nov 2026, 14:03:22 CET"; in UTC where asked. */
    full: (at: number, zone = timeZone) => formatFull(at, zone, style),
    /** "Sun 22 Nov 2026, 02:00 – 03:00" */
    span: (span: { startsAt: number; endsAt: number }) => formatSpan(span, timeZone, style),
    /** "2 h 5 min" */
    duration,
    /** Exact: "90 s" */
    interval: (seconds: number) => formatInterval(seconds, words),
    /** "12 s ago" */
    relative: (at: number, now: number) =>
      isJustNow(at, now) ? words.justNow : words.ago(duration(now - at)),
    count: (count: number) => formatCount(count, locale),
    /** Cut, never rounded: only exactly 1 is 100%. */
    percent: (fraction: number) => formatPercent(fraction, locale),
    bytes: (bytes: number) => formatBytes(bytes, locale),
    latency: (ms: number) => formatLatency(ms, locale),
  };
}

export type Format = ReturnType<typeof makeFormat>;
