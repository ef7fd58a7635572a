import { dateFormat } from "./date-format.ts";

/** How moments are written: a BCP 47 tag, and which clock where the reader does not want that of the language. */
export type MomentStyle = { locale: string; hour12?: boolean };

const ENGLISH: MomentStyle = { locale: "en-GB" };
const TIME = { hour: "2-digit", minute: "2-digit" } as const;

/** "14:03:22" in `timeZone`, or in the browser's when undefined. */
export function formatMoment(at: number, timeZone: string | undefined, style = ENGLISH): string {
  return clock({ ...TIME, second: "2-digit" }, timeZone, style).format(at);
}

/** "14:03". */
export function formatHour(at: number, timeZone?: string, style = ENGLISH): string {
  return clock(TIME, timeZone, style).format(at);
}

/** "21 Nov". */
export function formatDay(at: number, timeZone?: string, style = ENGLISH): string {
  return dateFormat(style.locale, { day: "numeric", month: "short", ...zone(timeZone) }).format(at);
}

/** "21 Nov 2026". */
export function formatDate(at: number, timeZone?: string, style = ENGLISH): string {
  const options = { day: "numeric", month: "short", year: "numeric" } as const;
  return dateFormat(style.locale, { ...options, ...zone(timeZone) }).format(at);
}

/** Nothing is left open: "21 Nov 2026, 14:03:22 CET". */
export function formatFull(at: number, timeZone?: string, style = ENGLISH): string {
  const options = { ...TIME, second: "2-digit", timeZoneName: "short" } as const;
  return `${formatDate(at, timeZone, style)}, ${clock(options, timeZone, style).format(at)}`;
}

function clock(options: Intl.DateTimeFormatOptions, timeZone: string | undefined, style: MomentStyle) {
  const { locale, hour12 } = style;
  if (hour12 === undefined) return dateFormat(locale, { ...options, ...zone(timeZone) });
  // Not hour12: false, which some languages read as an hour from 1 to 24.
  return dateFormat(locale, { ...options, hourCycle: hour12 ? "h12" : "h23", ...zone(timeZone) });
}

function zone(timeZone: string | undefined): { timeZone?: string } {
  return timeZone === undefined ? {} : { timeZone };
}
