import { judgeInvitation } from "#domain/team/judge-invitation.ts";
import { AppError } from "#server/runtime/app-error.ts";
import { insertAuditEntry } from "#server/store/audit-entry-store.ts";
import {
  findInvitation,
  type InvitationKey,
  lockInvitation,
  markInvitationAccepted,
  type StoredInvitation,
} from "#server/store/invitation-store.ts";
import { findMember, insertMember, lockMembership } from "#server/store/member-store.ts";
import type { Tx } from "#server/store/prisma.ts";
import { setSessionWorkspace } from "#server/store/workspace-membership-store.ts";

const SENTENCES = {
  unknown: "This invitation does not exist.",
  used: "This invitation was used already.",
  revoked: "This invitation was taken back.",
  expired: "This invitation has expired. Ask for a new one.",
} as const;

/** Who belongs to the workspace is locked first, as every command on members does. */
export async function lockOpenInvitation(tx: Tx, key: InvitationKey, at: Date): Promise<StoredInvitation> {
  const seen = await findInvitation(tx, key);
  if (!seen || !(await lockMembership(tx, seen.workspaceId)))
    throw new AppError("not_found", SENTENCES.unknown);
  const invitation = await lockInvitation(tx, key);
  const state = invitation === null ? "unknown" : judgeInvitation(invitation, at);
  if (invitation && state === "open") return invitation;
  throw new AppError("not_found", SENTENCES[state === "open" ? "unknown" : state]);
}

type Taker = {
  userId: string;
  email: string;
  sessionId: string | null;
  address: string;
  userAgent: string | null;
};

/** Single use: the caller holds its lock. Whoever belongs to the workspace already keeps the role that they have. */
export async function takeInvitation(
  tx: Tx,
  invitation: StoredInvitation,
  { taker, at }: { taker: Taker; at: Date },
): Promise<void> {
  const { workspaceId, role, tags, id } = invitation;
  const { userId, sessionId, email, address, userAgent } = taker;
  await markInvitationAccepted(tx, { id, at });
  if (!(await findMember(tx, { workspaceId, userId }))) {
    await insertMember(tx, { workspaceId, userId, role, tags, at });
  }
  if (sessionId !== null) await setSessionWorkspace(tx, { sessionId, userId, workspaceId });
  const entry = {
    action: "invitation.accept",
    subject: id,
    actor: email,
    detail: { after: { email, role, tags } },
  };
  await insertAuditEntry(tx, { ...entry, workspaceId, userId, address, userAgent, at });
}
