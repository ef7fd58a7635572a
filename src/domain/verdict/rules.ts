import type { Policy, Quorum } from "#contracts/policy.ts";
import { listSlowLimits, type Medians, type SlowLimit } from "./slow-limits.ts";

/** A policy in the units of the fold. */
export type Rules = {
  failures: number;
  successes: number;
  /** Where nobody can be asked again, nobody is waited for. */
  confirms: boolean;
  quorum: Quorum;
  limits: readonly SlowLimit[];
  /** How long a region counts after its newest reading. */
  reportingMs: number;
  flapping: { changes: number; windowMs: number; calmMs: number } | null;
  graceMs: number;
  graceEndsAt: number;
  /** How many readings of a region are kept. */
  depth: number;
};

/** Longer than any reading is kept: the silence of a heartbeat is itself a reading. */
const ANY_SILENCE_MS = 3_650 * 86_400_000;

/** Beyond the run that decides, so that the first failure of a run that was confirmed slowly is still known. */
const DEPTH_BEYOND_RUN = 8;

export function toRules(given: {
  policy: Policy;
  intervalMs: number;
  beganAt: number;
  mediansUs: Medians;
  isInbound?: boolean;
}): Rules {
  const { policy, intervalMs, beganAt, mediansUs, isInbound = false } = given;
  const graceMs = policy.graceSec * 1000;
  return {
    failures: policy.failuresInARow,
    successes: policy.successesInARow,
    confirms: !isInbound,
    quorum: policy.quorum,
    limits: listSlowLimits(policy, mediansUs),
    reportingMs: isInbound ? ANY_SILENCE_MS : reportingWindowMs(intervalMs),
    flapping: policy.flapping && {
      changes: policy.flapping.changes,
      windowMs: policy.flapping.windowSec * 1000,
      calmMs: policy.flapping.calmSec * 1000,
    },
    graceMs,
    graceEndsAt: beganAt + graceMs,
    depth: readingsOfRun(policy),
  };
}

/** How far back a region's newest reading may lie for the region to count as having reported. */
export function reportingWindowMs(intervalMs: number): number {
  return Math.max(3 * intervalMs, 90_000);
}

/** How many readings of each region from before `memory.at` a judgement wants to see. Older ones change nothing. */
export function readingsOfRun(policy: Pick<Policy, "failuresInARow" | "successesInARow">): number {
  return Math.max(policy.failuresInARow + 1, policy.successesInARow) + DEPTH_BEYOND_RUN;
}

/**
 * How far before `memory.at` those readings can lie: a run does not go on over a silence. With all readings since this
 * long before `memory.at` (and `readingsOfRun` of each region would do), a judgement is exact.
 */
export function runWindowMs(
  policy: Pick<Policy, "failuresInARow" | "successesInARow">,
  intervalMs: number,
): number {
  return Math.max(policy.failuresInARow + 1, policy.successesInARow) * reportingWindowMs(intervalMs);
}
