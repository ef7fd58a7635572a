import { encodeChanged, encodeJobs, type Job } from "#contracts/job.ts";
import { urgentKey } from "#contracts/stream-keys.ts";
import { traced } from "#server/runtime/request/traced.ts";
import type { ActionDeps } from "../caller.ts";

/** Tells the probes of these regions to look at the monitor's configuration again. */
export function announceChange(
  deps: ActionDeps,
  change: { monitorId: number; regions: readonly string[] },
): Promise<boolean> {
  return addUrgent(deps, change.regions, encodeChanged([change.monitorId]));
}

/** Asks these regions for one check at once. */
export function announceJob(deps: ActionDeps, regions: readonly string[], job: Job): Promise<boolean> {
  return traced({ name: "ask for a check", kind: "producer", sampling: "always" }, (span) =>
    addUrgent(deps, regions, encodeJobs([job], span?.trace)),
  );
}

/**
 * Runs after the commit and never undoes it: without Redis the schedule still brings the change, only later.
 * False when a region could not be told.
 */
async function addUrgent(deps: ActionDeps, regions: readonly string[], payload: string): Promise<boolean> {
  const told = await Promise.allSettled(regions.map((region) => deps.stream.add(urgentKey(region), payload)));
  const failures = told.flatMap((answer) => (answer.status === "rejected" ? [answer.reason] : []));
  if (failures.length > 0) {
    deps.log.warn({ regions, failed: failures.length, err: failures[0] }, "could not tell every probe");
  }
  return failures.length === 0;
}
