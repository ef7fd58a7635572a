import type { Policy } from "#contracts/policy.ts";
import { hasRole } from "#server/auth/actor.ts";
import { AppError } from "#server/runtime/app-error.ts";
import { wakeFollowers } from "#server/store/due-store.ts";
import { replaceWorkspacePolicy } from "#server/store/workspace-store.ts";
import type { ActionDeps, Caller } from "../caller.ts";
import { inTransaction, recordCommand } from "../monitor/in-transaction.ts";

/** Every monitor without a policy of its own is judged by the new one from now on. */
export async function setWorkspacePolicy(
  deps: ActionDeps,
  caller: Caller,
  policy: Policy,
): Promise<{ ok: true }> {
  if (!hasRole(caller.actor, "admin")) {
    throw new AppError("forbidden", "Only admins and owners change the rules of the whole workspace.");
  }
  const at = deps.now();
  const { workspaceId } = caller.actor;
  await inTransaction(deps, async (tx) => {
    const before = await replaceWorkspacePolicy(tx, { workspaceId, policy });
    await wakeFollowers(tx, { workspaceId, at });
    const detail = { before, after: policy };
    await recordCommand(tx, caller, { action: "workspace.set_policy", subject: workspaceId, at, detail });
  });
  deps.wakeClock(at.getTime());
  return { ok: true };
}
