import type { Outcome } from "#contracts/tick.ts";

/** Neither for nor against the target. */
export function isNeutral(outcome: Outcome): boolean {
  return outcome === "internal" || outcome === "blocked";
}

export function isFailure(outcome: Outcome): boolean {
  return outcome !== "ok" && !isNeutral(outcome);
}
