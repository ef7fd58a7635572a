import { uuidv7 } from "uuidv7";
import { INVITATION_MS, type InvitationInput, type SentInvitation, TAGGED_ROLES } from "#contracts/member.ts";
import { hashInvitationToken, newInvitationToken } from "#server/auth/invitation-token.ts";
import { AppError } from "#server/runtime/app-error.ts";
import {
  findOpenInvitation,
  insertInvitation,
  markInvitationRevoked,
} from "#server/store/invitation-store.ts";
import { isMemberAddress, lockMembership } from "#server/store/member-store.ts";
import type { Tx } from "#server/store/prisma.ts";
import type { MemberCaller } from "../caller.ts";
import { sortTags } from "../monitor/describe-monitor.ts";
import { inTransaction, recordCommand } from "../monitor/in-transaction.ts";
import { countInvitation, type InvitationDeps, sendInvitation } from "./send-invitation.ts";

/** Nobody learns here whether the address has an account, only whether it belongs to this workspace. */
export async function createInvitation(
  deps: InvitationDeps,
  caller: MemberCaller,
  input: InvitationInput,
): Promise<SentInvitation> {
  const email = input.email.toLowerCase();
  const { role } = input;
  const { workspaceId, userId } = caller.actor;
  const [id, token, at] = [uuidv7(), newInvitationToken(), deps.now()];
  const tags = TAGGED_ROLES.includes(role) ? sortTags(input.tags) : [];
  await inTransaction(deps, async (tx) => {
    await countInvitation(tx, caller, { email, at });
    await makeRoom(tx, { workspaceId, email, at });
    await insertInvitation(tx, {
      id,
      workspaceId,
      email,
      role,
      tags,
      tokenHash: hashInvitationToken(token),
      invitedByUserId: userId,
      createdAt: at,
      expiresAt: new Date(at.getTime() + INVITATION_MS),
    });
    const detail = { after: { email, role, tags } };
    await recordCommand(tx, caller, { action: "invitation.create", subject: id, at, detail });
  });
  return sendInvitation(deps, caller, { id, token, email, role });
}

/** One open invitation per address: one that nobody answered in time gives way. */
async function makeRoom(tx: Tx, asked: { workspaceId: string; email: string; at: Date }): Promise<void> {
  const { at, ...key } = asked;
  if (!(await lockMembership(tx, key.workspaceId)))
    throw new AppError("not_found", "This workspace is gone.");
  if (await isMemberAddress(tx, key)) {
    throw new AppError("conflict", "This person belongs to the workspace already.", { field: "email" });
  }
  const open = await findOpenInvitation(tx, key);
  if (open && open.expiresAt > at) {
    const message = "This person is invited already. Send the invitation again from the list.";
    throw new AppError("conflict", message, { field: "email" });
  }
  if (open) await markInvitationRevoked(tx, { id: open.id, at });
}
