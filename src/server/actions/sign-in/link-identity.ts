import type { OAuthProviderId } from "#contracts/sign-in.ts";
import { startLinking, takeOffered } from "#server/auth/link-intent.ts";
import { requireFreshProof } from "#server/auth/require-fresh-proof.ts";
import type { SignInSettings } from "#server/auth/sign-in-settings.ts";
import { AppError } from "#server/runtime/app-error.ts";
import { findLinkedUserId, insertLinkedAccount } from "#server/store/linked-account-store.ts";
import type { Db } from "#server/store/prisma.ts";
import { recordAccountEvent } from "../account/record-account-event.ts";
import type { Person } from "../caller.ts";

type LinkDeps = { db: Db; signIn: SignInSettings; now: () => Date };

/** The browser goes to the provider next; what it comes back with waits for `confirmLink`. */
export async function startLink(
  deps: LinkDeps,
  person: Person,
  provider: OAuthProviderId,
): Promise<{ ok: true }> {
  requireFreshProof(person.identity, deps.now());
  if (!deps.signIn.providers.some(({ id }) => id === provider)) {
    throw new AppError("not_found", "This Uptick has no such provider.");
  }
  await startLinking(deps, person.identity, provider);
  return { ok: true };
}

/** The yes of the signed-in person to the identity that the provider has proven. */
export function confirmLink(deps: LinkDeps, person: Person): Promise<{ ok: true }> {
  const { userId } = person.identity;
  return deps.db.$transaction(async (tx) => {
    const at = deps.now();
    const offered = await takeOffered({ db: tx, now: deps.now }, person.identity);
    if (offered === null) {
      throw new AppError("not_found", "This took too long or was done already. Start linking again.");
    }
    const { provider, subject, email } = offered;
    const linked = await insertLinkedAccount(tx, { provider, subject, userId, email, at, usedAt: null });
    if (!linked) {
      if ((await findLinkedUserId(tx, offered)) === userId) return { ok: true };
      throw new AppError("conflict", "This identity already signs in somebody else here.");
    }
    await recordAccountEvent(tx, person, {
      action: "account.link_identity",
      at,
      detail: { provider, email },
    });
    return { ok: true };
  });
}

/** The no: nothing is linked. */
export async function declineLink(deps: LinkDeps, person: Person): Promise<{ ok: true }> {
  await takeOffered(deps, person.identity);
  return { ok: true };
}
