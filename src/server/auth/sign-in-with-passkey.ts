import type { PasskeyAssertion } from "#contracts/passkey.ts";
import { AppError } from "#server/runtime/app-error.ts";
import { countAttempt, forgiveAttempts } from "#server/store/rate-limit-store.ts";
import type { SignInAnswer } from "./answer-sign-in.ts";
import { type AuthRequest, openSession, type SessionDeps } from "./open-session.ts";
import { requireAllowed } from "./require-allowed.ts";
import { verifyAssertion } from "./verify-passkey.ts";

const WINDOW = { limit: 30, windowMs: 15 * 60_000 };

/** What somebody has, unlocked by what they know or are: two factors at once, so no other one is asked for. */
export async function signInWithPasskey(
  deps: SessionDeps,
  request: AuthRequest,
  assertion: PasskeyAssertion,
): Promise<SignInAnswer> {
  const key = `passkey-answer:address:${request.address}`;
  requireAllowed(await countAttempt(deps.db, { ...WINDOW, key, at: deps.now() }));

  const proof = await verifyAssertion(deps, { purpose: "sign_in", userId: null, assertion });
  if (proof === null) {
    throw new AppError("unauthenticated", "This passkey is not known here, or its answer came too late.");
  }
  await forgiveAttempts(deps.db, [key]);
  const { cookie } = await openSession(deps, request, { userId: proof.userId, method: "passkey" });
  return { cookies: [cookie], next: null };
}
