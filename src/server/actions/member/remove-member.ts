import { insertIncidentEvent } from "#server/store/incident-store.ts";
import { deleteMember, type LockedMember, unassignOpenIncidents } from "#server/store/member-store.ts";
import type { Tx } from "#server/store/prisma.ts";
import type { ActionDeps, MemberCaller } from "../caller.ts";
import { inTransaction, recordCommand } from "../monitor/in-transaction.ts";
import { lockForChange } from "./change-member.ts";

/** Their account, their sessions and the keys they made stay; what they may do here ends with their next call. */
export function removeMember(
  deps: ActionDeps,
  caller: MemberCaller,
  userId: string,
): Promise<{ ok: true; unassigned: number }> {
  return inTransaction(deps, async (tx) => {
    const at = deps.now();
    const member = await lockForChange(tx, caller, { userId, becomes: null });
    const unassigned = await takeOut(tx, caller, { member, at });
    const { email, role, tags } = member;
    const detail = { before: { email, role, tags }, unassigned };
    const action = userId === caller.actor.userId ? "member.leave" : "member.remove";
    await recordCommand(tx, caller, { action, subject: userId, at, detail });
    return { ok: true, unassigned };
  });
}

/** On-call schedules and escalation tell channels, not people: open incidents are all that can wait for somebody. */
async function takeOut(
  tx: Tx,
  caller: MemberCaller,
  { member, at }: { member: LockedMember; at: Date },
): Promise<number> {
  const { workspaceId } = caller.actor;
  const { userId, email } = member;
  const incidents = await unassignOpenIncidents(tx, { workspaceId, userId });
  const message = `Assigned to nobody: ${email} left the workspace.`;
  for (const incidentId of incidents) {
    await insertIncidentEvent(tx, {
      incidentId,
      at,
      kind: "assigned",
      actor: caller.actor.label,
      message,
    });
  }
  await deleteMember(tx, { workspaceId, userId });
  return incidents.length;
}
