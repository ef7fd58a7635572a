import type { CheckKind } from "./check-kinds.ts";

/**
 * What an assertion looks at. Without zod, for probes. Units: `size` bytes, `time` ms (its name is the phase),
 * `lossPercent`, `cpuPercent`, `memoryPercent` and `diskPercent` 0–100, `jitterMs`, `offsetMs` ms, `daysLeft` whole days until expiry.
 */
export const ASSERTION_SOURCES = [
  "status",
  "header",
  "body",
  "json",
  "size",
  "time",
  "daysLeft",
  "protocol",
  "issuer",
  "record",
  "recordCount",
  "ttlSec",
  "authenticated",
  "lossPercent",
  "jitterMs",
  "value",
  "rowCount",
  "offsetMs",
  "stratum",
  "state",
  "cpuPercent",
  "memoryPercent",
  "diskPercent",
  "load",
  "title",
] as const;
export type AssertionSource = (typeof ASSERTION_SOURCES)[number];

/** `header` is named by its header, `json` by its path, `time` by one of the phases. The others have no name. */
export const NAMED_SOURCES: readonly AssertionSource[] = ["header", "json", "time"];
export const TIME_PHASES = ["total", "dns", "connect", "tls", "ttfb", "transfer"] as const;
export type TimePhase = (typeof TIME_PHASES)[number];

export const SOURCES_OF_KIND: Record<CheckKind, readonly AssertionSource[]> = {
  http: ["status", "header", "body", "json", "size", "time", "daysLeft", "protocol"],
  tcp: ["body", "size", "time"],
  tls: ["daysLeft", "protocol", "issuer", "time"],
  dns: ["record", "recordCount", "ttlSec", "authenticated", "time"],
  domain: ["daysLeft", "state", "time"],
  ping: ["lossPercent", "jitterMs", "time"],
  websocket: ["body", "json", "size", "time"],
  grpc: ["status", "header", "time"],
  smtp: ["body", "daysLeft", "time"],
  imap: ["body", "daysLeft", "time"],
  pop3: ["body", "daysLeft", "time"],
  ssh: ["body", "time"],
  udp: ["body", "size", "time"],
  database: ["value", "rowCount", "time"],
  mqtt: ["body", "json", "time"],
  ntp: ["offsetMs", "stratum", "time"],
  docker: ["state", "cpuPercent", "memoryPercent"],
  host: ["cpuPercent", "memoryPercent", "diskPercent", "load"],
  heartbeat: ["body", "json", "time"],
  multistep: ["time"],
  browser: ["title", "body", "time"],
};

export const COMPARISONS = [
  "equals",
  "notEquals",
  "less",
  "lessOrEqual",
  "greater",
  "greaterOrEqual",
  "contains",
  "notContains",
  "startsWith",
  "endsWith",
  "matches",
  "notMatches",
  "exists",
  "notExists",
  "empty",
  "notEmpty",
] as const;
export type Comparison = (typeof COMPARISONS)[number];
export const NUMERIC_COMPARISONS: readonly Comparison[] = [
  "less",
  "lessOrEqual",
  "greater",
  "greaterOrEqual",
];
/** They look at nothing but the observed value. */
export const UNARY_COMPARISONS: readonly Comparison[] = ["exists", "notExists", "empty", "notEmpty"];
