import type { Check } from "#contracts/check.ts";
import { listTargets } from "#domain/check/list-targets.ts";
import { AppError } from "#server/runtime/app-error.ts";
import { EGRESS_REFUSAL, type EgressPolicy, OPEN_EGRESS } from "#transport/egress/egress-policy.ts";
import { allowsHost } from "#transport/egress/judge-host.ts";

/**
 * Refuses what the region's probes would block, as far as it can be seen without looking names up. A private location
 * stands in its workspace's own network, which its own probe judges by its own policy.
 */
export function requireAllowedTargets(
  egress: EgressPolicy,
  { check, region }: { check: Check; region: { workspaceId: string | null } },
): void {
  const policy = region.workspaceId === null ? egress : OPEN_EGRESS;
  const closed = listTargets(check).filter((target) => !allowsHost(policy, target));
  if (closed.length === 0) return;
  const fieldErrors = Object.fromEntries(closed.map(({ field }) => [field, [EGRESS_REFUSAL]]));
  throw new AppError("invalid", EGRESS_REFUSAL, { fieldErrors });
}
