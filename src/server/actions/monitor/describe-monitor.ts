import type { Check } from "#contracts/check.ts";

/** What the audit log keeps of a monitor. Header values, the body and the query of the URL may hold secrets. */
export function describeMonitor(monitor: {
  name: string;
  check: Check;
  intervalMs: number;
  timeoutMs: number;
  tags: readonly string[];
  regions: readonly string[];
}) {
  const { check } = monitor;
  const url = new URL(check.url);
  return {
    name: monitor.name,
    kind: check.kind,
    url: `${url.origin}${url.pathname}${url.search === "" ? "" : "?…"}`,
    method: check.method,
    headers: check.headers.map((header) => header.name),
    bodyLength: check.body?.length ?? 0,
    expectedStatus: check.expectedStatus.map((range) => `${range.from}-${range.to}`),
    keyword: check.keyword?.mode ?? null,
    followRedirects: check.followRedirects,
    intervalMs: monitor.intervalMs,
    timeoutMs: monitor.timeoutMs,
    tags: [...monitor.tags],
    regions: [...monitor.regions],
  };
}

/** Each once, in one order: what is compared and shown. */
export function sortTags(tags: readonly string[]): string[] {
  return [...new Set(tags)].sort();
}
