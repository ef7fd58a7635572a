import type { SignInProblem } from "#contracts/sign-in.ts";
import {
  findLinkedUserId,
  insertLinkedAccount,
  touchLinkedAccount,
} from "#server/store/linked-account-store.ts";
import type { Db, Tx } from "#server/store/prisma.ts";
import { findUserByEmail } from "#server/store/user-store.ts";
import type { OAuthIdentity } from "./providers/oauth-identity.ts";
import type { SignInSettings } from "./sign-in-settings.ts";
import { maySignUp, signUp } from "./sign-up.ts";

export type ResolvedIdentity =
  | { kind: "known"; userId: string }
  | { kind: "refused"; problem: SignInProblem };

/**
 * Whom an identity signs in: whoever has linked it, by the provider's own id. An address never leads to an existing
 * account: whoever runs a provider could put any address into it.
 */
export function resolveIdentity(
  deps: { db: Db; signIn: SignInSettings },
  identity: OAuthIdentity,
  from: { address: string; at: Date },
): Promise<ResolvedIdentity> {
  return deps.db.$transaction(async (tx) => {
    const userId = await findLinkedUserId(tx, identity);
    if (userId === null) return admitNewcomer({ db: tx, signIn: deps.signIn }, identity, from);
    await touchLinkedAccount(tx, { ...identity, at: from.at });
    return { kind: "known", userId };
  });
}

async function admitNewcomer(
  deps: { db: Tx; signIn: SignInSettings },
  identity: OAuthIdentity,
  from: { address: string; at: Date },
): Promise<ResolvedIdentity> {
  const { provider, subject, email, emailVerified, name } = identity;
  // Before any look at accounts: an address that is not theirs must not tell them whether it has one.
  if (email === null || !emailVerified) return { kind: "refused", problem: "email_unverified" };
  if (await findUserByEmail(deps.db, email)) return { kind: "refused", problem: "address_taken" };
  if (!(await maySignUp(deps, { email, at: from.at }))) return { kind: "refused", problem: "not_invited" };

  const userId = await signUp(deps.db, { email, name, method: provider, ...from });
  if (userId !== null) {
    const link = { provider, subject, userId, email, at: from.at, usedAt: from.at };
    const linked = await insertLinkedAccount(deps.db, link);
    if (!linked) throw new Error("The identity was linked to somebody else at this very moment.");
    return { kind: "known", userId };
  }
  // Somebody was faster: the same person in another tab, or another way of signing up.
  const winner = await findLinkedUserId(deps.db, identity);
  return winner === null ? { kind: "refused", problem: "address_taken" } : { kind: "known", userId: winner };
}
