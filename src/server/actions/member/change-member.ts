import type { Role } from "#contracts/role.ts";
import { judgeMemberChange } from "#domain/team/judge-member-change.ts";
import { AppError } from "#server/runtime/app-error.ts";
import { countOwners, findMember, type LockedMember, lockMembership } from "#server/store/member-store.ts";
import type { Tx } from "#server/store/prisma.ts";
import type { MemberCaller } from "../caller.ts";

type Change = { userId: string; becomes: Role | null };

/**
 * Locks who belongs to the workspace, reads the caller's role anew, since it may have changed while this call waited, and
 * judges the change. Returns the member as they are.
 */
export async function lockForChange(tx: Tx, caller: MemberCaller, change: Change): Promise<LockedMember> {
  const { workspaceId, userId } = caller.actor;
  if (!(await lockMembership(tx, workspaceId))) throw new AppError("not_found", "This workspace is gone.");
  const actor = await findMember(tx, { workspaceId, userId });
  if (!actor) throw new AppError("forbidden", "You do not belong to this workspace any more.");
  const target =
    change.userId === userId ? actor : await findMember(tx, { workspaceId, userId: change.userId });
  if (!target) throw new AppError("not_found", "There is no such member.");

  const owners = await countOwners(tx, workspaceId);
  const refusal = judgeMemberChange({ actor, target, becomes: change.becomes, owners });
  if (refusal !== null) throw new AppError("forbidden", refusal);
  return target;
}
