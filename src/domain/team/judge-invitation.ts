import type { InvitationPreview } from "#contracts/member.ts";

type Judged = { acceptedAt: Date | null; revokedAt: Date | null; expiresAt: Date };

/** Good for one use, until it is taken back or expires. */
export function judgeInvitation(invitation: Judged, at: Date): Exclude<InvitationPreview["kind"], "unknown"> {
  if (invitation.acceptedAt !== null) return "used";
  if (invitation.revokedAt !== null) return "revoked";
  return invitation.expiresAt <= at ? "expired" : "open";
}
