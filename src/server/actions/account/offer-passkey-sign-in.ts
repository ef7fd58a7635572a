import type { AuthSettings } from "#server/auth/current-actor.ts";
import { challengeForAssertion } from "#server/auth/passkey-challenge.ts";
import { requireAllowed } from "#server/auth/require-allowed.ts";
import type { Db } from "#server/store/prisma.ts";
import { countAttempt } from "#server/store/rate-limit-store.ts";

const WINDOW = { limit: 60, windowMs: 15 * 60_000 };

/** The same for everybody: it says nothing about who has an account or a passkey. */
export async function offerPasskeySignIn(
  deps: { db: Db; auth: AuthSettings; now: () => Date },
  address: string,
) {
  const attempt = { ...WINDOW, key: `passkey:address:${address}`, at: deps.now() };
  requireAllowed(await countAttempt(deps.db, attempt));
  return challengeForAssertion(deps, { purpose: "sign_in" });
}
