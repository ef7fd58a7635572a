import type { Assertion } from "#contracts/checks/assertion.ts";
import { parseDuration } from "../parse-duration.ts";

/** What Gatus' conditions say, by what Uptick has for it. */
export type Expectations = {
  statuses: { from: number; to: number }[];
  assertions: Assertion[];
  certificateDays: number | null;
  domainDays: number | null;
  noError: boolean;
  /** As they stand in the file. */
  lost: string[];
};

const COMPARISON_OF: Record<string, Assertion["comparison"]> = {
  "==": "equals",
  "!=": "notEquals",
  "<": "less",
  "<=": "lessOrEqual",
  ">": "greater",
  ">=": "greaterOrEqual",
};

export function readConditions(conditions: readonly string[]): Expectations {
  const read: Expectations = {
    statuses: [],
    assertions: [],
    certificateDays: null,
    domainDays: null,
    noError: false,
    lost: [],
  };
  for (const condition of conditions) if (!readOne(read, condition.trim())) read.lost.push(condition);
  return read;
}

function readOne(read: Expectations, condition: string): boolean {
  const found = /^(.+?)\s*(==|!=|<=|>=|<|>)\s*(.*)$/s.exec(condition);
  if (!found) return false;
  const [, subject = "", sign = "", expected = ""] = found;
  if (subject === "[STATUS]") return readStatus(read, sign, expected);
  if (subject === "[CONNECTED]") return sign === "==" && expected === "true";
  if (subject === "[DNS_RCODE]") return sign === "==" && expected === "NOERROR";
  if (subject === "[RESPONSE_TIME]") return readTime(read, sign, expected);
  if (subject === "[CERTIFICATE_EXPIRATION]") {
    read.certificateDays = daysOf(sign, expected);
    return read.certificateDays !== null;
  }
  if (subject === "[DOMAIN_EXPIRATION]") {
    read.domainDays = daysOf(sign, expected);
    return read.domainDays !== null;
  }
  return readBody(read, { subject, sign, expected });
}

function readStatus(read: Expectations, sign: string, expected: string): boolean {
  const any = /^any\((.+)\)$/.exec(expected);
  const numbers = (any?.[1] ?? expected).split(",").map((text) => Number(text.trim()));
  if (numbers.some((number) => !Number.isInteger(number) || number < 100 || number > 600)) return false;
  const [first = 200] = numbers;
  const ranges: Record<string, { from: number; to: number }[]> = {
    "==": numbers.map((number) => ({ from: number, to: number })),
    "<": [{ from: 100, to: first - 1 }],
    "<=": [{ from: 100, to: first }],
    ">": [{ from: first + 1, to: 599 }],
    ">=": [{ from: first, to: 599 }],
  };
  const asked = ranges[sign];
  if (asked === undefined || asked.some(({ from, to }) => from > to)) return false;
  read.statuses = read.statuses.length === 0 ? asked : meet(read.statuses, asked);
  return true;
}

/** Conditions must all hold: what both allow. */
function meet(left: { from: number; to: number }[], right: { from: number; to: number }[]) {
  return left.flatMap((a) =>
    right
      .map((b) => ({ from: Math.max(a.from, b.from), to: Math.min(a.to, b.to) }))
      .filter(({ from, to }) => from <= to),
  );
}

function readTime(read: Expectations, sign: string, expected: string): boolean {
  const ms = /^\d+$/.test(expected) ? Number(expected) : parseDuration(expected);
  const comparison = COMPARISON_OF[sign];
  if (ms === null || comparison === undefined) return false;
  read.assertions.push({ source: "time", name: "total", comparison, expected: String(ms) });
  return true;
}

function daysOf(sign: string, expected: string): number | null {
  const ms = parseDuration(expected);
  if (ms === null || (sign !== ">" && sign !== ">=")) return null;
  return Math.min(365, Math.max(1, Math.ceil(ms / 86_400_000)));
}

function readBody(
  read: Expectations,
  { subject, sign, expected }: { subject: string; sign: string; expected: string },
): boolean {
  const has = /^has\(\[BODY\](\..+|\[.+)\)$/.exec(subject);
  if (has) {
    const comparison = (expected === "true") === (sign === "==") ? "exists" : "notExists";
    read.assertions.push({ source: "json", name: `$${has[1] ?? ""}`, comparison, expected: "" });
    return true;
  }
  const body = /^\[BODY\]((?:[.[].+)?)$/.exec(subject);
  const comparison = COMPARISON_OF[sign];
  if (!body || comparison === undefined || /^any\(/.test(expected)) return false;
  const path = body[1] ?? "";
  const pattern = /^pat\((.*)\)$/s.exec(expected);
  const base =
    path === "" ? { source: "body" as const, name: "" } : { source: "json" as const, name: `$${path}` };
  if (!pattern) {
    read.assertions.push({ ...base, comparison, expected });
    return true;
  }
  if (comparison !== "equals" && comparison !== "notEquals") return false;
  const matches = comparison === "equals" ? "matches" : "notMatches";
  read.assertions.push({ ...base, comparison: matches, expected: globToPattern(pattern[1] ?? "") });
  return true;
}

/** `*` is any text, also over lines; all else means itself. */
function globToPattern(glob: string): string {
  const escaped = glob.replace(/[.+?^${}()|[\]\\]/g, "\\$&").replace(/\*/g, ".*");
  return `(?s)^${escaped}$`;
}
