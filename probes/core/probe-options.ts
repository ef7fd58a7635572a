import type { Runtime } from "#contracts/region.ts";

export type ProbeOptions = {
  /** Stable over restarts: it is the consumer name that a restarted probe finds its own pending entries by. */
  instance: string;
  version: string;
  runtime: Runtime;
  kinds: string[];
  pollMs: number;
  maxInFlight: number;
  maxPerHost: number;
  /** Entries held unacknowledged; Upstash cancels reads of a consumer near 1,000. */
  maxHeldEntries: number;
  ackEveryMs: number;
  flushEveryMs: number;
  drainMs: number;
  /** How soon a step of the wall clock is seen. */
  longestSleepMs: number;
};

/** `urgent` keeps the last tenth of `maxHeldEntries` for itself. */
export const PROBE_DEFAULTS = {
  version: "0.1.0",
  pollMs: 500,
  maxInFlight: 1000,
  maxPerHost: 2,
  maxHeldEntries: 450,
  ackEveryMs: 5000,
  flushEveryMs: 250,
  drainMs: 8_000,
  longestSleepMs: 500,
} satisfies Partial<ProbeOptions>;
