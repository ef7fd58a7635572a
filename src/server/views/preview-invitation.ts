import type { InvitationPreview } from "#contracts/member.ts";
import { judgeInvitation } from "#domain/team/judge-invitation.ts";
import { countInvitationLook } from "#server/auth/count-invitation-look.ts";
import { hashInvitationToken } from "#server/auth/invitation-token.ts";
import { findInvitation, hasAccount } from "#server/store/invitation-store.ts";
import type { Db } from "#server/store/prisma.ts";

/** Whoever holds the link of an open invitation learns what it is about, and nothing of one that is over. */
export async function previewInvitation(
  deps: { db: Db; now: () => Date },
  visitor: { address: string },
  token: string,
): Promise<InvitationPreview> {
  const at = deps.now();
  await countInvitationLook(deps.db, { address: visitor.address, at });
  const invitation = await findInvitation(deps.db, { tokenHash: hashInvitationToken(token) });
  if (!invitation) return { kind: "unknown" };
  const kind = judgeInvitation(invitation, at);
  if (kind !== "open") return { kind };
  const { workspaceName: workspace, email, role, expiresAt } = invitation;
  const hasOne = await hasAccount(deps.db, email);
  return { kind, workspace, email, role, expiresAt: expiresAt.getTime(), hasAccount: hasOne };
}
