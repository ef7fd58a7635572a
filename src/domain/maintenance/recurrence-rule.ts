export const WEEKDAYS = ["MO", "TU", "WE", "TH", "FR", "SA", "SU"] as const;
export type Weekday = (typeof WEEKDAYS)[number];
export type Frequency = "DAILY" | "WEEKLY" | "MONTHLY" | "YEARLY";

/** `moment` is an instant (epoch ms); `wall` is a date with or without a time on the wall clock of the window's zone. */
export type RuleMoment = { kind: "moment"; at: number } | { kind: "wall"; text: string };

/** A rule that has been checked. `BYDAY` keeps its ordinals, such as -1SU. */
export type RecurrenceRule = {
  freq: Frequency;
  interval: number;
  count: number | null;
  until: RuleMoment | null;
  byDay: { ordinal: number | null; day: Weekday }[];
  byMonthDay: number[];
  byMonth: number[];
  byYearDay: number[];
  byWeekNo: number[];
  bySetPos: number[];
  weekStart: Weekday;
  excluded: RuleMoment[];
};
export type ParsedRule = { kind: "rule"; rule: RecurrenceRule } | { kind: "wrong"; message: string };

const MAX_TIMES = 1_000;
const KNOWN = [
  "FREQ",
  "INTERVAL",
  "COUNT",
  "UNTIL",
  "BYDAY",
  "BYMONTHDAY",
  "BYMONTH",
  "BYYEARDAY",
  "BYWEEKNO",
  "BYSETPOS",
  "WKST",
];

/** What is wrong with a rule, in words for whoever typed it. */
class RuleProblem extends Error {}

/**
 * Reads an RFC 5545 rule, with EXDATE lines after it. A window starts once a day at most, at the time of its start:
 * sub-daily frequencies and BYHOUR, BYMINUTE, BYSECOND are refused.
 */
export function parseRule(text: string): ParsedRule {
  try {
    return { kind: "rule", rule: readRule(text.trim().toUpperCase()) };
  } catch (problem) {
    if (!(problem instanceof RuleProblem)) throw problem;
    return { kind: "wrong", message: problem.message };
  }
}

function readRule(text: string): RecurrenceRule {
  const [head = "", ...lines] = text.split(/\s*[\r\n]\s*/).filter((line) => line !== "");
  const parts = readParts(head.replace(/^RRULE:/, ""));
  const rule: RecurrenceRule = {
    freq: readFrequency(parts.get("FREQ")),
    interval: readCount(parts, "INTERVAL") ?? 1,
    count: readCount(parts, "COUNT"),
    until: readUntil(parts.get("UNTIL")),
    byDay: readDays(parts.get("BYDAY")),
    byMonthDay: readNumbers(parts, { name: "BYMONTHDAY", max: 31, signed: true }),
    byMonth: readNumbers(parts, { name: "BYMONTH", max: 12, signed: false }),
    byYearDay: readNumbers(parts, { name: "BYYEARDAY", max: 366, signed: true }),
    byWeekNo: readNumbers(parts, { name: "BYWEEKNO", max: 53, signed: true }),
    bySetPos: readNumbers(parts, { name: "BYSETPOS", max: 366, signed: true }),
    weekStart: readWeekday(parts.get("WKST") ?? "MO"),
    excluded: lines.flatMap(readExclusions),
  };
  refuseContradictions(rule);
  return rule;
}

function readParts(text: string): Map<string, string> {
  const parts = new Map<string, string>();
  for (const part of text.replace(/;$/, "").split(";")) {
    const [, name = "", value = ""] = /^([A-Z-]+)=(.+)$/.exec(part.trim()) ?? [];
    if (name === "") throw new RuleProblem(`“${part.trim()}” is not NAME=VALUE. Write FREQ=WEEKLY;BYDAY=SU.`);
    if (/^BY(HOUR|MINUTE|SECOND)$/.test(name)) {
      throw new RuleProblem(`The time of day comes from the start. Leave out ${name}.`);
    }
    if (!KNOWN.includes(name)) throw new RuleProblem(`${name} is not a part of a rule that Uptick knows.`);
    if (parts.has(name)) throw new RuleProblem(`${name} is given twice.`);
    parts.set(name, value);
  }
  return parts;
}

function readFrequency(value: string | undefined): Frequency {
  if (value === "DAILY" || value === "WEEKLY" || value === "MONTHLY" || value === "YEARLY") return value;
  if (value === undefined) throw new RuleProblem("Say how often, such as FREQ=WEEKLY.");
  if (/^(HOUR|MINUTE|SECOND)LY$/.test(value)) {
    throw new RuleProblem(
      "A window starts once a day at most: use FREQ=DAILY, WEEKLY, MONTHLY or YEARLY. For several a day add several windows.",
    );
  }
  throw new RuleProblem(`“${value}” is not a frequency. Use DAILY, WEEKLY, MONTHLY or YEARLY.`);
}

function readCount(parts: ReadonlyMap<string, string>, name: "INTERVAL" | "COUNT"): number | null {
  const value = parts.get(name);
  if (value === undefined) return null;
  const number = /^\d{1,4}$/.test(value) ? Number(value) : 0;
  if (number >= 1 && number <= MAX_TIMES) return number;
  throw new RuleProblem(`${name} is a whole number from 1 to 1,000.`);
}

function readNumbers(
  parts: ReadonlyMap<string, string>,
  { name, max, signed }: { name: string; max: number; signed: boolean },
): number[] {
  const value = parts.get(name);
  if (value === undefined) return [];
  const numbers = value.split(",").map((text) => (/^[+-]?\d{1,3}$/.test(text) ? Number(text) : 0));
  const isWrong = (number: number) => number === 0 || Math.abs(number) > max || (number < 0 && !signed);
  if (!numbers.some(isWrong)) return [...new Set(numbers)].sort((a, b) => a - b);
  throw new RuleProblem(
    signed
      ? `${name} has numbers from 1 to ${max}, or from -${max} to -1.`
      : `${name} has numbers from 1 to ${max}.`,
  );
}

function readDays(value: string | undefined): RecurrenceRule["byDay"] {
  if (value === undefined) return [];
  return value.split(",").map((text) => {
    const [, ordinal = "", day = ""] = /^([+-]?\d{0,2})([A-Z]{2})$/.exec(text) ?? [];
    const number = ordinal === "" ? null : Number(ordinal);
    if (number !== null && !(Math.abs(number) >= 1 && Math.abs(number) <= 53)) {
      throw new RuleProblem(
        `“${text}” is not a day. Write SU, 1SU for the first or -1SU for the last Sunday.`,
      );
    }
    return { ordinal: number, day: readWeekday(day === "" ? text : day) };
  });
}

function readWeekday(text: string): Weekday {
  const day = WEEKDAYS.find((known) => known === text);
  if (day === undefined)
    throw new RuleProblem(`“${text}” is not a weekday. Use MO, TU, WE, TH, FR, SA or SU.`);
  return day;
}

function readUntil(value: string | undefined): RuleMoment | null {
  if (value === undefined) return null;
  return readMoment(value, "UNTIL");
}

function readExclusions(line: string): RuleMoment[] {
  const [, list] = /^EXDATE(?:;[^:]*)?:(.+)$/.exec(line) ?? [];
  if (list !== undefined) return list.split(",").map((text) => readMoment(text.trim(), "EXDATE"));
  const [name = line] = line.split(/[:;]/);
  throw new RuleProblem(
    name === "DTSTART"
      ? "The start has a field of its own. Leave out DTSTART."
      : `After the rule there can be EXDATE lines only, not ${name}.`,
  );
}

const MOMENT = /^(\d{4})(\d{2})(\d{2})(?:T(\d{2})(\d{2})(\d{2})(Z)?)?$/;

function readMoment(text: string, name: string): RuleMoment {
  const [, year, month, day, hour, minute, second, utc] = MOMENT.exec(text) ?? [];
  const date = `${year}-${month}-${day}`;
  const wall = hour === undefined ? date : `${date}T${hour}:${minute}:${second}`;
  const at = Date.parse(hour === undefined ? `${date}T00:00:00Z` : `${wall}Z`);
  // A date such as 20260230 is rolled over by the parser, or is none.
  if (Number.isNaN(at) || !new Date(at).toISOString().startsWith(wall)) {
    throw new RuleProblem(`${name}=${text} is no date. Write 20261231, or 20261231T220000Z for a moment.`);
  }
  return utc === "Z" ? { kind: "moment", at } : { kind: "wall", text: wall };
}

function refuseContradictions(rule: RecurrenceRule): void {
  const { freq, count, until, byDay, byMonthDay, byYearDay, byWeekNo, bySetPos, byMonth } = rule;
  const refusals: [boolean, string][] = [
    [count !== null && until !== null, "COUNT and UNTIL exclude each other. Keep one."],
    [
      byDay.some(({ ordinal }) => ordinal !== null) && (freq === "DAILY" || freq === "WEEKLY"),
      "Days such as 1SU need FREQ=MONTHLY or YEARLY.",
    ],
    [
      byDay.some(({ ordinal }) => ordinal !== null) && byWeekNo.length > 0,
      "Days such as 1SU do not go with BYWEEKNO.",
    ],
    [byMonthDay.length > 0 && freq === "WEEKLY", "BYMONTHDAY does not go with FREQ=WEEKLY."],
    [byYearDay.length > 0 && freq !== "YEARLY", "BYYEARDAY needs FREQ=YEARLY."],
    [byWeekNo.length > 0 && freq !== "YEARLY", "BYWEEKNO needs FREQ=YEARLY."],
    [
      bySetPos.length > 0 &&
        byDay.length + byMonthDay.length + byYearDay.length + byWeekNo.length + byMonth.length === 0,
      "BYSETPOS needs another part to choose from, such as BYDAY.",
    ],
  ];
  const found = refusals.find(([applies]) => applies);
  if (found) throw new RuleProblem(found[1]);
}
