import { requireFreshProof } from "#server/auth/require-fresh-proof.ts";
import { AppError } from "#server/runtime/app-error.ts";
import { saveMember } from "#server/store/member-store.ts";
import type { ActionDeps, MemberCaller } from "../caller.ts";
import { inTransaction, recordCommand } from "../monitor/in-transaction.ts";
import { lockForChange } from "./change-member.ts";

/** The member becomes an owner, and the caller an admin, in one step. */
export function transferOwnership(
  deps: ActionDeps,
  caller: MemberCaller,
  userId: string,
): Promise<{ ok: true }> {
  const at = deps.now();
  requireFreshProof(caller.identity, at);
  const { workspaceId, userId: callerId } = caller.actor;
  if (userId === callerId) throw new AppError("invalid", "Choose somebody else.", { field: "userId" });
  return inTransaction(deps, async (tx) => {
    const member = await lockForChange(tx, caller, { userId, becomes: "owner" });
    const self = await lockForChange(tx, caller, { userId: callerId, becomes: "owner" });
    if (self.role !== "owner") throw new AppError("forbidden", "Only an owner hands the workspace over.");
    await saveMember(tx, { workspaceId, userId, role: "owner", tags: [] });
    await saveMember(tx, { workspaceId, userId: callerId, role: "admin", tags: [] });
    const detail = {
      before: { [self.email]: "owner", [member.email]: member.role },
      after: { [self.email]: "admin", [member.email]: "owner" },
    };
    await recordCommand(tx, caller, { action: "workspace.transfer", subject: userId, at, detail });
    return { ok: true };
  });
}
