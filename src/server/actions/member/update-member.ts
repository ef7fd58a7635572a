import { type MemberChange, TAGGED_ROLES } from "#contracts/member.ts";
import { requireFreshProof } from "#server/auth/require-fresh-proof.ts";
import { saveMember } from "#server/store/member-store.ts";
import type { ActionDeps, MemberCaller } from "../caller.ts";
import { sortTags } from "../monitor/describe-monitor.ts";
import { inTransaction, recordCommand } from "../monitor/in-transaction.ts";
import { lockForChange } from "./change-member.ts";

/** Another role or other tags, in effect at the member's next call. */
export function updateMember(
  deps: ActionDeps,
  caller: MemberCaller,
  { userId, role, tags: wanted }: MemberChange,
): Promise<{ ok: true }> {
  const at = deps.now();
  const tags = TAGGED_ROLES.includes(role) ? sortTags(wanted) : [];
  return inTransaction(deps, async (tx) => {
    const member = await lockForChange(tx, caller, { userId, becomes: role });
    if (member.role === role && member.tags.join() === tags.join()) return { ok: true };
    if (role === "owner" && member.role !== "owner") requireFreshProof(caller.identity, at);
    await saveMember(tx, { workspaceId: caller.actor.workspaceId, userId, role, tags });
    const { email } = member;
    const detail = {
      before: { email, role: member.role, tags: member.tags },
      after: { email, role, tags },
    };
    await recordCommand(tx, caller, { action: "member.update", subject: userId, at, detail });
    return { ok: true };
  });
}
