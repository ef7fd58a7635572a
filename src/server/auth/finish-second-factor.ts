import * as z from "zod";
import { AppError } from "#server/runtime/app-error.ts";
import type { KeyRing } from "#server/runtime/key-ring.ts";
import { sha256Hex } from "#server/runtime/sha256-hex.ts";
import { countAttempt, forgiveAttempts } from "#server/store/rate-limit-store.ts";
import { takeRecoveryCode } from "#server/store/recovery-code-store.ts";
import { wasSignedInFrom } from "#server/store/session-store.ts";
import type { SignInAnswer } from "./answer-sign-in.ts";
import { type AuthRequest, openSession, type SessionDeps } from "./open-session.ts";
import { hashRecoveryCode } from "./recovery-codes.ts";
import { requireAllowed } from "./require-allowed.ts";
import { findPendingSignIn, takePendingSignIn } from "./second-factor.ts";
import { takeTotpCode } from "./totp.ts";

/** A passkey is none of these: it signs in alone. */
export const SecondFactor = z.strictObject({
  way: z.enum(["totp", "recovery"]),
  code: z.string().min(1).max(60),
});
export type SecondFactor = z.infer<typeof SecondFactor>;

const HERE = { limit: 10, windowMs: 15 * 60_000 };
/** Six digits bear about this many tries from everywhere; whoever signed in from the same address lately is not held up. */
const EVERYWHERE = { limit: 30, windowMs: 60 * 60_000 };
const KNOWN_FOR_MS = 30 * 86_400_000;
const OVER = "This sign-in took too long or was finished already. Start again.";
const WRONG: Record<SecondFactor["way"], string> = {
  totp: "This code is wrong or was used already. Wait for the next one.",
  recovery: "This recovery code is wrong or was used already.",
};

/** A wrong code leaves the sign-in waiting; the right one opens the session, once. */
export async function finishSecondFactor(
  deps: SessionDeps & { keyRing: KeyRing | null },
  request: AuthRequest,
  factor: SecondFactor,
): Promise<SignInAnswer> {
  const pending = await findPendingSignIn(deps, request.headers);
  if (pending === null) throw new AppError("unauthenticated", OVER);
  const { userId } = pending;
  const counted = await countTries(deps, { userId, address: request.address });
  if (!(await takeFactor(deps, userId, factor))) throw new AppError("invalid", WRONG[factor.way]);

  const taken = await takePendingSignIn(deps, request.headers);
  if (taken === null) throw new AppError("unauthenticated", OVER);
  await forgiveAttempts(deps.db, counted);
  const { cookie } = await openSession(deps, request, { userId, method: pending.method });
  return { cookies: [cookie, taken.cookie], next: pending.next };
}

async function takeFactor(
  deps: SessionDeps & { keyRing: KeyRing | null },
  userId: string,
  { way, code }: SecondFactor,
): Promise<boolean> {
  const at = deps.now();
  if (way === "totp") return takeTotpCode(deps, { userId, code, at });
  return takeRecoveryCode(deps.db, { userId, hash: hashRecoveryCode(code), at });
}

/** The windows that this try was counted in. */
async function countTries(deps: SessionDeps, tried: { userId: string; address: string }): Promise<string[]> {
  const at = deps.now();
  const since = new Date(at.getTime() - KNOWN_FOR_MS);
  const windows = [{ ...HERE, key: keyOf(`${tried.address}\n${tried.userId}`) }];
  const isKnown = await wasSignedInFrom(deps.db, { ...tried, since });
  if (!isKnown) windows.push({ ...EVERYWHERE, key: keyOf(tried.userId) });
  for (const window of windows) {
    requireAllowed(await countAttempt(deps.db, { ...window, at }));
  }
  return windows.map(({ key }) => key);
}

function keyOf(text: string): string {
  return `second-factor:${sha256Hex(text)}`;
}
