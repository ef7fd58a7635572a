import type { Policy } from "#contracts/policy.ts";

/**
 * The workspace's rules ask for several failures because a network may fail by itself. A job that failed or did not come
 * says so once, perhaps once a month: only rules of the monitor's own make it wait for more.
 */
export function heartbeatPolicy(policy: Policy, { isOwn }: { isOwn: boolean }): Policy {
  return isOwn ? policy : { ...policy, failuresInARow: 1, successesInARow: 1 };
}
