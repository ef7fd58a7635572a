import type { Outcome } from "#contracts/tick.ts";
import { describeFailures } from "./describe-failures.ts";

/** How an up monitor stands now, from each region's newest tick; null while no region has one. */
export function describeStanding(newest: readonly { region: string; outcome: Outcome }[]): string | null {
  const [first] = newest;
  if (first === undefined) return null;
  const failed = newest.filter((tick) => tick.outcome !== "ok");
  if (failed.length === 0) {
    return newest.length === 1
      ? `The last check from ${first.region} succeeded.`
      : `The last check from each of ${newest.length} regions succeeded.`;
  }
  const succeeded = newest.length - failed.length;
  return `${succeeded} of ${newest.length} regions succeeded at their last check; ${describeFailures(failed)}.`;
}
