import type { QuietHours } from "#contracts/channel.ts";

export type QuietValues = {
  on: boolean;
  from: string;
  to: string;
  zone: string;
  /** ISO weekdays as text, "1" is Monday. */
  days: string[];
  exceptCritical: boolean;
};

/** Every night by the reader's own clock, until somebody says otherwise. */
export function valuesOfQuietHours(quiet: QuietHours | null): QuietValues {
  if (quiet !== null) return { ...quiet, on: true, days: quiet.days.map(String) };
  const zone = new Intl.DateTimeFormat().resolvedOptions().timeZone;
  const days = ["1", "2", "3", "4", "5", "6", "7"];
  return { on: false, from: "22:00", to: "07:00", zone, days, exceptCritical: true };
}

/** Not validated: the server answers at the field. */
export function quietHoursOf({ on, days, ...rest }: QuietValues): QuietHours | null {
  return on ? { ...rest, days: days.map(Number).sort((a, b) => a - b) } : null;
}
