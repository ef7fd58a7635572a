/** "Sun 22 Nov 2026, 02:00 – 03:00"; over days "Mon 16 Nov, 08:00 – Sun 22 Nov 2026, 09:00", the year as often as needed. */
export function formatSpan(span: { startsAt: number; endsAt: number }, timeZone: string | undefined): string {
  const time = new Intl.DateTimeFormat("en-GB", { hour: "2-digit", minute: "2-digit", timeZone });
  const year = new Intl.DateTimeFormat("en-GB", { year: "numeric", timeZone });
  const day = new Intl.DateTimeFormat("en-GB", {
    weekday: "short",
    day: "numeric",
    month: "short",
    timeZone,
  });
  const dayOf = (at: number) => day.format(at).replace(",", "");
  const momentOf = (at: number) => ({ day: dayOf(at), year: year.format(at), time: time.format(at) });
  const first = momentOf(span.startsAt);
  const last = momentOf(span.endsAt);
  const isSameYear = first.year === last.year;
  if (isSameYear && first.day === last.day) {
    return `${first.day} ${first.year}, ${first.time} – ${last.time}`;
  }
  const from = isSameYear ? first.day : `${first.day} ${first.year}`;
  return `${from}, ${first.time} – ${last.day} ${last.year}, ${last.time}`;
}
