import { lockInvitation, markInvitationRevoked } from "#server/store/invitation-store.ts";
import type { ActionDeps, MemberCaller } from "../caller.ts";
import { inTransaction, recordCommand } from "../monitor/in-transaction.ts";
import { getOpen } from "./get-open.ts";

export function revokeInvitation(deps: ActionDeps, caller: MemberCaller, id: string): Promise<{ ok: true }> {
  const { workspaceId } = caller.actor;
  return inTransaction(deps, async (tx) => {
    const at = deps.now();
    const { email, role, tags } = getOpen(await lockInvitation(tx, { workspaceId, id }));
    await markInvitationRevoked(tx, { id, at });
    const detail = { before: { email, role, tags } };
    await recordCommand(tx, caller, { action: "invitation.revoke", subject: id, at, detail });
    return { ok: true };
  });
}
