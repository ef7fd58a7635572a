import { dateFormat } from "./date-format.ts";
import { formatHour, type MomentStyle } from "./format-moment.ts";

type Span = { startsAt: number; endsAt: number };

/** "Sun 22 Nov 2026, 02:00 – 03:00"; over days "Mon 16 Nov, 08:00 – Sun 22 Nov 2026, 09:00", the year as often as needed. */
export function formatSpan(
  span: Span,
  timeZone: string | undefined,
  style: MomentStyle = { locale: "en-GB" },
): string {
  const zone = timeZone === undefined ? {} : { timeZone };
  const year = dateFormat(style.locale, { year: "numeric", ...zone });
  const day = dateFormat(style.locale, { weekday: "short", day: "numeric", month: "short", ...zone });
  const momentOf = (at: number) => ({
    day: day.format(at).replace(",", ""),
    year: year.format(at),
    time: formatHour(at, timeZone, style),
  });
  const first = momentOf(span.startsAt);
  const last = momentOf(span.endsAt);
  const isSameYear = first.year === last.year;
  if (isSameYear && first.day === last.day) {
    return `${first.day} ${first.year}, ${first.time} – ${last.time}`;
  }
  const from = isSameYear ? first.day : `${first.day} ${first.year}`;
  return `${from}, ${first.time} – ${last.day} ${last.year}, ${last.time}`;
}
