import type { Policy, SlowPhase } from "#contracts/policy.ts";
import type { Reading } from "./judgement.ts";

/** Medians of a phase in microseconds; null: not known. */
export type Medians = Partial<Record<SlowPhase, number>> | null;

export type SlowLimit = { phase: SlowPhase; us: number };

/** The slow rules that apply now: relative ones only where a median is known. */
export function listSlowLimits(policy: Pick<Policy, "slowRules">, medians: Medians): SlowLimit[] {
  return policy.slowRules.flatMap(({ phase, limit }) => {
    if (limit.kind === "absolute") return [{ phase, us: limit.ms * 1000 }];
    const median = medians?.[phase];
    return median === undefined ? [] : [{ phase, us: (median * limit.percent) / 100 }];
  });
}

/** The limits that a reading is over. A phase that nobody saw is over none. */
export function listBroken(reading: Reading, limits: readonly SlowLimit[]): SlowLimit[] {
  return limits.filter((limit) => isOver(reading, limit));
}

export function isSlow(reading: Pick<Reading, "phasesUs">, limits: readonly SlowLimit[]): boolean {
  for (const limit of limits) if (isOver(reading, limit)) return true;
  return false;
}

/** A successful check that took no longer in all cannot be slow: no phase outlasts the whole. Null: none can be. */
export function slowestAllowedUs(policy: Pick<Policy, "slowRules">, medians: Medians): number | null {
  const limits = listSlowLimits(policy, medians);
  return limits.length === 0 ? null : Math.floor(Math.min(...limits.map((limit) => limit.us)));
}

function isOver(reading: Pick<Reading, "phasesUs">, limit: SlowLimit): boolean {
  const tookUs = reading.phasesUs[limit.phase];
  return tookUs !== null && tookUs > limit.us;
}
