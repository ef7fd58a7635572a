import { AppError } from "#server/runtime/app-error.ts";
import type { StoredInvitation } from "#server/store/invitation-store.ts";

/** One that was answered or taken back is as absent as one that never was; an expired one is still there. */
export function getOpen(invitation: StoredInvitation | null): StoredInvitation {
  if (invitation && invitation.acceptedAt === null && invitation.revokedAt === null) return invitation;
  throw new AppError("not_found", "There is no such open invitation.");
}
