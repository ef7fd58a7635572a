import { createHash } from "node:crypto";
import type { Db } from "#server/store/prisma.ts";
import { countAttempt, forgiveAttempts, removeOldAttempts } from "#server/store/rate-limit-store.ts";
import { findUserByEmail } from "#server/store/user-store.ts";
import { MAX_PASSWORD_LENGTH, verifyPassword } from "./password.ts";

const WINDOW_MS = 15 * 60_000;
const PER_ACCOUNT = 10;
const PER_ADDRESS = 50;
const DAY_MS = 86_400_000;

export type SignInAnswer =
  | { kind: "welcome"; user: { id: string; email: string; name: string | null } }
  | { kind: "refused" }
  | { kind: "throttled"; waitMs: number };

/** Unknown user, user without a password and wrong password are one answer that costs the same work. */
export async function signInWithPassword(
  deps: { db: Db },
  attempt: { email: string; password: string; address: string; at: Date },
): Promise<SignInAnswer> {
  const email = attempt.email.trim().toLowerCase();
  const keys = attemptKeys(email, attempt.address);
  for (const { key, limit } of [keys.address, keys.account]) {
    const answer = await countAttempt(deps.db, { key, limit, windowMs: WINDOW_MS, at: attempt.at });
    if (!answer.allowed) return { kind: "throttled", waitMs: answer.waitMs };
  }

  const user = email.includes("\0") ? null : await findUserByEmail(deps.db, email);
  const password = attempt.password.slice(0, MAX_PASSWORD_LENGTH + 1);
  const matches = await verifyPassword(user?.passwordHash ?? null, password);
  if (!user || !matches) return { kind: "refused" };

  await forgiveAttempts(deps.db, [keys.address.key, keys.account.key]);
  await removeOldAttempts(deps.db, new Date(attempt.at.getTime() - DAY_MS));
  return { kind: "welcome", user: { id: user.id, email: user.email, name: user.name } };
}

export function describeWait(waitMs: number): string {
  const minutes = Math.max(1, Math.ceil(waitMs / 60_000));
  return `Too many attempts. Wait ${minutes} ${minutes === 1 ? "minute" : "minutes"}, then try again.`;
}

function attemptKeys(email: string, address: string) {
  const account = createHash("sha256").update(`${address}\n${email}`).digest("hex");
  return {
    address: { key: `sign-in:address:${address}`, limit: PER_ADDRESS },
    account: { key: `sign-in:account:${account}`, limit: PER_ACCOUNT },
  };
}
