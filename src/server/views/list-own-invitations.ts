import type { OwnInvitation } from "#contracts/member.ts";
import type { Identity } from "#server/auth/actor.ts";
import { findVerifiedEmail, listInvitationsFor } from "#server/store/invitation-store.ts";
import type { Db, Sql } from "#server/store/prisma.ts";

/** Only for an address that is proven: anybody may claim one. */
export async function listOwnInvitations(
  deps: { db: Db; sql: Sql; now: () => Date },
  identity: Identity,
): Promise<OwnInvitation[]> {
  const email = await findVerifiedEmail(deps.db, identity.userId);
  return email === null ? [] : listInvitationsFor(deps.sql, { email, at: deps.now() });
}
