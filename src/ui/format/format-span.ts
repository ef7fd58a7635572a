/** "Sun 22 Nov 2026, 02:00 – 03:00", with the end's date where it is another day. */
export function formatSpan(span: { startsAt: number; endsAt: number }, timeZone: string | undefined): string {
  const day = new Intl.DateTimeFormat("en-GB", {
    weekday: "short",
    day: "numeric",
    month: "short",
    year: "numeric",
    timeZone,
  });
  const time = new Intl.DateTimeFormat("en-GB", { hour: "2-digit", minute: "2-digit", timeZone });
  const dayOf = (at: number) => day.format(at).replace(",", "");
  const from = `${dayOf(span.startsAt)}, ${time.format(span.startsAt)}`;
  const isSameDay = dayOf(span.startsAt) === dayOf(span.endsAt);
  return `${from} – ${isSameDay ? "" : `${dayOf(span.endsAt)}, `}${time.format(span.endsAt)}`;
}
