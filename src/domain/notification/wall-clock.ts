import { Temporal } from "temporal-polyfill";

export type LocalDay = Temporal.PlainDate;

export function localDayOf(atMs: number, zone: string): LocalDay {
  return Temporal.Instant.fromEpochMilliseconds(atMs).toZonedDateTimeISO(zone).toPlainDate();
}

/**
 * When the clocks of `zone` show `time` (HH:MM) on that day: the first moment after the gap where they skip it, the first
 * of the two where they pass it twice.
 */
export function momentOf(day: LocalDay, time: string, zone: string): number {
  const wanted = day.toPlainDateTime(Temporal.PlainTime.from(time));
  const found = wanted.toZonedDateTime(zone, { disambiguation: "compatible" });
  if (found.toPlainDateTime().equals(wanted)) return found.epochMilliseconds;
  const jump = found.add({ nanoseconds: 1 }).getTimeZoneTransition("previous");
  return (jump ?? found).epochMilliseconds;
}

/** Such as "10:02", with the date in front when it is another day than that of `nowMs`. */
export function clockTime(atMs: number, seen: { nowMs: number; zone: string }): string {
  const at = Temporal.Instant.fromEpochMilliseconds(atMs).toZonedDateTimeISO(seen.zone);
  const time = at.toPlainTime().toString({ smallestUnit: "minute" });
  const day = at.toPlainDate();
  return day.equals(localDayOf(seen.nowMs, seen.zone)) ? time : `${day.toString()} ${time}`;
}
