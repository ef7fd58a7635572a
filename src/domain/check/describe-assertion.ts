import type { Assertion } from "#contracts/checks/assertion.ts";
import {
  type AssertionSource,
  type Comparison,
  UNARY_COMPARISONS,
} from "#contracts/checks/assertion-sources.ts";

/** Such as `Header content-type contains "json"`. */
export function describeAssertion({ source, name, comparison, expected }: Assertion): string {
  const what = SUBJECTS[source](clip(name, 120));
  if (UNARY_COMPARISONS.includes(comparison)) return `${what} ${VERBS[comparison]}`;
  const unit = UNITS[source];
  const value = unit === undefined ? `"${clip(expected, 120)}"` : `${clip(expected, 120)}${unit}`;
  return `${what} ${VERBS[comparison]} ${value}`;
}

/** One line without control characters. */
export function clip(text: string, length: number): string {
  const line = text
    .slice(0, length * 2)
    .replaceAll(/[\p{Cc}\s]+/gu, " ")
    .trim();
  if (line.length <= length && text.length <= length * 2) return line;
  return `${[...line.slice(0, length - 1)].join("").replace(/[\uD800-\uDBFF]$/, "")}…`;
}

/** Sources that are numbers are not put into quotation marks. */
export const UNITS: Partial<Record<AssertionSource, string>> = {
  status: "",
  size: " bytes",
  time: " ms",
  daysLeft: " days",
  recordCount: "",
  ttlSec: " s",
  lossPercent: " %",
  jitterMs: " ms",
  rowCount: "",
  offsetMs: " ms",
  stratum: "",
  cpuPercent: " %",
  memoryPercent: " %",
  diskPercent: " %",
  load: "",
};

const PHASES: Record<string, string> = {
  total: "Total time",
  dns: "DNS time",
  connect: "Connect time",
  tls: "TLS time",
  ttfb: "Time to first byte",
  transfer: "Transfer time",
};

const SUBJECTS: Record<AssertionSource, (name: string) => string> = {
  status: () => "Status",
  header: (name) => `Header ${name}`,
  body: () => "Body",
  json: (name) => `JSON ${name}`,
  size: () => "Size",
  time: (name) => PHASES[name] ?? "Time",
  daysLeft: () => "Time until expiry",
  protocol: () => "Protocol",
  issuer: () => "Issuer",
  record: () => "Record",
  recordCount: () => "Number of records",
  ttlSec: () => "Time to live",
  authenticated: () => "DNSSEC flag",
  lossPercent: () => "Packet loss",
  jitterMs: () => "Jitter",
  value: () => "Value",
  rowCount: () => "Number of rows",
  offsetMs: () => "Clock offset",
  stratum: () => "Stratum",
  state: () => "State",
  cpuPercent: () => "CPU use",
  memoryPercent: () => "Memory use",
  diskPercent: () => "Disk use",
  load: () => "Load",
  title: () => "Title",
};

const VERBS: Record<Comparison, string> = {
  equals: "equals",
  notEquals: "does not equal",
  less: "is less than",
  lessOrEqual: "is at most",
  greater: "is greater than",
  greaterOrEqual: "is at least",
  contains: "contains",
  notContains: "does not contain",
  startsWith: "starts with",
  endsWith: "ends with",
  matches: "matches",
  notMatches: "does not match",
  exists: "exists",
  notExists: "does not exist",
  empty: "is empty",
  notEmpty: "is not empty",
};
