const MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
const TIME = String.raw`(?:[T ]+(\d{2}):(\d{2}):(\d{2})(?:\.\d+)?)?(?: ?(Z|UTC|GMT|[+-]\d{2}:?\d{2}))?`;
const YEAR_FIRST = new RegExp(String.raw`^(\d{4})([-./])(\d{2})\2(\d{2})${TIME}(?: \([^)]*\))?$`, "i");
const COMPACT = /^(\d{4})(\d{2})(\d{2})$/;
const DAY_MONTH_NAME = new RegExp(String.raw`^(\d{1,2})[- ]([a-z]{3,9})[- ](\d{4})${TIME}$`, "i");
const MONTH_NAME_DAY = /^([a-z]{3,9}) (\d{1,2}),? (\d{4})$/i;
/** Only dots: 03/04/2027 is a day in April or in March, depending on where it was written. */
const DAY_FIRST = new RegExp(String.raw`^(\d{1,2})\.\s?(\d{1,2})\.\s?(\d{4})${TIME}$`, "i");

/** Epoch ms of a date in one of the forms that registries use, UTC where no zone is given. Null for anything else. */
export function readStrictDate(text: string): number | null {
  const given = text.trim();
  let match = YEAR_FIRST.exec(given);
  if (match) return instantOf([match[1], match[3], match[4]], match.slice(5));
  match = COMPACT.exec(given);
  if (match) return instantOf([match[1], match[2], match[3]], []);
  match = DAY_MONTH_NAME.exec(given);
  if (match) return instantOf([match[3], monthOf(match[2]), match[1]], match.slice(4));
  match = MONTH_NAME_DAY.exec(given);
  if (match) return instantOf([match[3], monthOf(match[1]), match[2]], []);
  match = DAY_FIRST.exec(given);
  return match ? instantOf([match[3], match[2], match[1]], match.slice(4)) : null;
}

function monthOf(name = ""): string {
  return String(MONTHS.indexOf(name.slice(0, 3).toLowerCase()) + 1);
}

type Part = string | undefined;

function instantOf(
  [year, month, day]: [Part, Part, Part],
  [hours, minutes, seconds, zone]: Part[],
): number | null {
  const date = [year, month, day].map(Number) as [number, number, number];
  const time = [hours ?? 0, minutes ?? 0, seconds ?? 0].map(Number) as [number, number, number];
  const utc = new Date(Date.UTC(date[0], date[1] - 1, date[2], ...time));
  const isSame =
    utc.getUTCFullYear() === date[0] &&
    utc.getUTCMonth() === date[1] - 1 &&
    utc.getUTCDate() === date[2] &&
    utc.getUTCHours() === time[0] &&
    utc.getUTCMinutes() === time[1];
  return isSame ? utc.getTime() - offsetMs(zone) : null;
}

function offsetMs(zone: Part): number {
  const [, sign, hours, minutes] = /^([+-])(\d{2}):?(\d{2})$/.exec(zone ?? "") ?? [];
  if (sign === undefined) return 0;
  return (sign === "-" ? -1 : 1) * (Number(hours) * 60 + Number(minutes)) * 60_000;
}
