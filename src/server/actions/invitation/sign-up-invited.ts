import { uuidv7 } from "uuidv7";
import type { InvitedSignUp } from "#contracts/member.ts";
import { countInvitationLook } from "#server/auth/count-invitation-look.ts";
import { hashInvitationToken } from "#server/auth/invitation-token.ts";
import { findPasswordProblem, hashPassword } from "#server/auth/password.ts";
import { AppError } from "#server/runtime/app-error.ts";
import { findInvitation, hasAccount, insertInvitedUser } from "#server/store/invitation-store.ts";
import type { ActionDeps } from "../caller.ts";
import { inTransaction } from "../monitor/in-transaction.ts";
import { lockOpenInvitation, takeInvitation } from "./take-invitation.ts";

export type Visitor = { address: string; userAgent: string | null };

/** An account for exactly the invited address. A link that came by mail proves the address; one given by hand does not. */
export async function signUpInvited(
  deps: ActionDeps,
  visitor: Visitor,
  input: InvitedSignUp,
): Promise<{ email: string }> {
  const at = deps.now();
  await countInvitationLook(deps.db, { address: visitor.address, at });
  const tokenHash = hashInvitationToken(input.token);
  const seen = await findInvitation(deps.db, { tokenHash });
  const problem = findPasswordProblem(input.password, seen?.email ?? "");
  if (problem !== null) throw new AppError("invalid", problem, { field: "password" });
  // Before the locks: it takes a while.
  const passwordHash = await hashPassword(input.password);
  return inTransaction(deps, async (tx) => {
    const invitation = await lockOpenInvitation(tx, { tokenHash }, at);
    const { email } = invitation;
    if (await hasAccount(tx, email)) {
      throw new AppError(
        "conflict",
        "There is an account for this address. Sign in, then open the link again.",
      );
    }
    const userId = uuidv7();
    const emailVerifiedAt = invitation.mailedAt === null ? null : at;
    await insertInvitedUser(tx, { id: userId, email, name: input.name, passwordHash, emailVerifiedAt, at });
    await takeInvitation(tx, invitation, { taker: { ...visitor, userId, email, sessionId: null }, at });
    return { email };
  });
}
