import { IncomingProblem } from "./incoming-fact.ts";

export type Fields = Record<string, unknown>;

export function readBody(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new IncomingProblem("The body is not JSON.", { cause });
  }
}

export function fieldsOf(value: unknown): Fields {
  return typeof value === "object" && value !== null && !Array.isArray(value)
    ? Object.fromEntries(Object.entries(value))
    : {};
}

const ASTRAY = /[\p{Cc}\u2028\u2029\u202a-\u202e\u2066-\u2069]+/gu;

/** One line of at most `max` characters; "" where there is none. */
export function lineOf(value: unknown, max: number): string {
  const text = typeof value === "number" ? String(value) : value;
  if (typeof text !== "string") return "";
  return text.replace(ASTRAY, " ").trim().slice(0, max);
}

/** http and https only: it becomes a link. */
export function linkOf(value: unknown): string {
  const text = lineOf(value, 500);
  return /^https?:\/\//i.test(text) && URL.canParse(text) ? text : "";
}

/** ISO 8601, GitLab's `2026-05-01 10:00:00 +0200` or epoch ms; what is none, or lies ahead, is now. */
export function momentOf(value: unknown, nowMs: number): number {
  const text =
    typeof value === "string" ? value.replace(/^(\d{4}-\d\d-\d\d) (\S+) ([+-]\d{4}|UTC)$/, toIso) : value;
  const at = typeof text === "string" ? Date.parse(text) : typeof text === "number" ? text : Number.NaN;
  return Number.isFinite(at) && at > 0 ? Math.min(at, nowMs) : nowMs;
}

function toIso(_match: string, day: string, time: string, zone: string): string {
  return `${day}T${time}${zone === "UTC" ? "Z" : `${zone.slice(0, 3)}:${zone.slice(3)}`}`;
}
