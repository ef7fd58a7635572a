import { INVITATION_MS, type SentInvitation } from "#contracts/member.ts";
import { hashInvitationToken, newInvitationToken } from "#server/auth/invitation-token.ts";
import { lockInvitation, renewInvitation } from "#server/store/invitation-store.ts";
import type { MemberCaller } from "../caller.ts";
import { inTransaction, recordCommand } from "../monitor/in-transaction.ts";
import { getOpen } from "./get-open.ts";
import { countInvitation, type InvitationDeps, sendInvitation } from "./send-invitation.ts";

/** With a new link, which is good for seven days from now; the old one ends. */
export async function resendInvitation(
  deps: InvitationDeps,
  caller: MemberCaller,
  id: string,
): Promise<SentInvitation> {
  const { workspaceId } = caller.actor;
  const token = newInvitationToken();
  const { email, role } = await inTransaction(deps, async (tx) => {
    const at = deps.now();
    const invitation = getOpen(await lockInvitation(tx, { workspaceId, id }));
    await countInvitation(tx, caller, { email: invitation.email, at });
    const expiresAt = new Date(at.getTime() + INVITATION_MS);
    await renewInvitation(tx, { id, tokenHash: hashInvitationToken(token), expiresAt });
    const detail = { after: { email: invitation.email, role: invitation.role } };
    await recordCommand(tx, caller, { action: "invitation.resend", subject: id, at, detail });
    return invitation;
  });
  return sendInvitation(deps, caller, { id, token, email, role });
}
