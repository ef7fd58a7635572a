import { countInvitationLook } from "#server/auth/count-invitation-look.ts";
import { hashInvitationToken } from "#server/auth/invitation-token.ts";
import { AppError } from "#server/runtime/app-error.ts";
import { findVerifiedEmail } from "#server/store/invitation-store.ts";
import type { ActionDeps, Person } from "../caller.ts";
import { inTransaction } from "../monitor/in-transaction.ts";
import { lockOpenInvitation, takeInvitation } from "./take-invitation.ts";

type Accepted = { workspaceId: string };

/** By the link, as the person whose address it was made for. Their session looks at the workspace from now on. */
export async function acceptInvitation(deps: ActionDeps, caller: Person, token: string): Promise<Accepted> {
  const at = deps.now();
  await countInvitationLook(deps.db, { address: caller.address, at });
  return inTransaction(deps, async (tx) => {
    const invitation = await lockOpenInvitation(tx, { tokenHash: hashInvitationToken(token) }, at);
    if (invitation.email !== caller.identity.email.toLowerCase()) {
      throw new AppError("forbidden", "This invitation is for another e-mail address than yours.");
    }
    await takeInvitation(tx, invitation, { taker: takerOf(caller), at });
    return { workspaceId: invitation.workspaceId };
  });
}

/** Without the link, by somebody whose address is proven to be theirs. */
export function acceptOwnInvitation(deps: ActionDeps, caller: Person, id: string): Promise<Accepted> {
  return inTransaction(deps, async (tx) => {
    const at = deps.now();
    const email = await findVerifiedEmail(tx, caller.identity.userId);
    if (email === null) throw new AppError("not_found", "This invitation does not exist.");
    const invitation = await lockOpenInvitation(tx, { id, email }, at);
    await takeInvitation(tx, invitation, { taker: takerOf(caller), at });
    return { workspaceId: invitation.workspaceId };
  });
}

function takerOf({ identity, address, userAgent }: Person) {
  const { userId, email, sessionId } = identity;
  return { userId, email, sessionId, address, userAgent };
}
