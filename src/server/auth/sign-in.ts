import type { Db } from "#server/store/prisma.ts";
import { removeOldAttempts } from "#server/store/rate-limit-store.ts";
import { findUserByEmail } from "#server/store/user-store.ts";
import { MAX_PASSWORD_LENGTH, verifyPassword } from "./password.ts";
import type { SignInSettings } from "./sign-in-settings.ts";
import { countTry, forgiveTry } from "./throttle.ts";
import { countWaysIn } from "./ways-in.ts";

const DAY_MS = 86_400_000;

export type SignInAnswer =
  | { kind: "welcome"; user: { id: string; email: string; name: string | null } }
  | { kind: "refused" }
  | { kind: "throttled"; waitMs: number };

/**
 * Unknown user, user without a password, wrong password, and a password where passwords are switched off are one answer
 * that costs the same work.
 */
export async function signInWithPassword(
  deps: { db: Db; signIn: SignInSettings },
  attempt: { email: string; password: string; address: string; at: Date },
): Promise<SignInAnswer> {
  const email = attempt.email.trim().toLowerCase();
  const tried = { purpose: "sign-in" as const, email: email.replaceAll("\0", ""), address: attempt.address };
  const answer = await countTry(deps.db, { ...tried, at: attempt.at });
  if (!answer.allowed) return { kind: "throttled", waitMs: answer.waitMs };

  const user = email.includes("\0") ? null : await findUserByEmail(deps.db, email);
  const password = attempt.password.slice(0, MAX_PASSWORD_LENGTH + 1);
  const matches = await verifyPassword(user?.passwordHash ?? null, password);
  if (!user || !matches) return { kind: "refused" };
  if ((await countWaysIn(deps, user.id)).password === 0) return { kind: "refused" };

  await forgiveTry(deps.db, tried);
  await removeOldAttempts(deps.db, new Date(attempt.at.getTime() - DAY_MS));
  return { kind: "welcome", user: { id: user.id, email: user.email, name: user.name } };
}

export function describeWait(waitMs: number): string {
  const minutes = Math.max(1, Math.ceil(waitMs / 60_000));
  return `Too many attempts. Wait ${minutes} ${minutes === 1 ? "minute" : "minutes"}, then try again.`;
}
