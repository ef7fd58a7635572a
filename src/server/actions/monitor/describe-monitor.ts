import type { Check } from "#contracts/check.ts";
import { redactCheck } from "#domain/check/redact-check.ts";

/** What the audit log keeps of a monitor. Header values, the body and the query of the URL may hold secrets. */
export function describeMonitor(monitor: {
  name: string;
  check: Check;
  intervalMs: number;
  timeoutMs: number;
  tags: readonly string[];
  regions: readonly string[];
}) {
  return {
    name: monitor.name,
    check: redactCheck(withoutQueries(monitor.check)),
    intervalMs: monitor.intervalMs,
    timeoutMs: monitor.timeoutMs,
    tags: [...monitor.tags],
    regions: [...monitor.regions],
  };
}

/** A query is where keys are often put. */
function withoutQueries<Value>(value: Value): Value {
  if (Array.isArray(value)) return value.map(withoutQueries) as Value;
  if (typeof value !== "object" || value === null) return value;
  const fields = Object.entries(value).map(([name, field]) => [
    name,
    isUrl(name, field) ? bare(field) : withoutQueries(field),
  ]);
  return Object.fromEntries(fields);
}

function isUrl(name: string, field: unknown): field is string {
  return (name === "url" || name === "tokenUrl") && typeof field === "string";
}

function bare(text: string): string {
  const url = new URL(text);
  return `${url.origin === "null" ? `${url.protocol}//${url.host}` : url.origin}${url.pathname}${url.search === "" ? "" : "?…"}`;
}

/** Each once, in one order: what is compared and shown. */
export function sortTags(tags: readonly string[]): string[] {
  return [...new Set(tags)].sort();
}
