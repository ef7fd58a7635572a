import { sha256Hex } from "#server/runtime/sha256-hex.ts";
import type { Tx } from "#server/store/prisma.ts";
import {
  countAttempt,
  forgiveAttempts,
  type RateAnswer,
  removeAttempts,
} from "#server/store/rate-limit-store.ts";
import { hasSignedInFrom } from "#server/store/sign-up-store.ts";

const MINUTE_MS = 60_000;
const QUARTER_HOUR_MS = 15 * MINUTE_MS;
const HOUR_MS = 60 * MINUTE_MS;
const KNOWN_FOR_MS = 30 * 24 * HOUR_MS;

export type ThrottledPurpose = "sign-in" | "magic-link" | "password-reset";
export type Attempt = { purpose: ThrottledPurpose; email: string; address: string; at: Date };

/** Attempts per quarter of an hour from one address, the same on one account, and per hour on one account from anywhere. */
const LIMITS: Readonly<Record<ThrottledPurpose, { address: number; account: number; everywhere: number }>> = {
  "sign-in": { address: 50, account: 10, everywhere: 100 },
  "magic-link": { address: 20, account: 5, everywhere: 10 },
  "password-reset": { address: 20, account: 5, everywhere: 10 },
};

/**
 * Counts an attempt, whether or not the account exists. Many addresses together are slowed down by the brake on the whole
 * account; an address that has signed in to it lately is not, so that nobody can lock the owner out. `email` is lower case.
 */
export async function countTry(db: Tx, attempt: Attempt): Promise<RateAnswer> {
  const { purpose, email, address, at } = attempt;
  const limits = LIMITS[purpose];
  const keys = keysOf(attempt);
  const near = { windowMs: QUARTER_HOUR_MS, at };
  const byAddress = await countAttempt(db, { ...near, key: keys.address, limit: limits.address });
  if (!byAddress.allowed) return byAddress;
  const byAccount = await countAttempt(db, { ...near, key: keys.account, limit: limits.account });
  if (!byAccount.allowed) return byAccount;

  const since = new Date(at.getTime() - KNOWN_FOR_MS);
  const isKnown = address !== "unknown" && (await hasSignedInFrom(db, { email, address, since }));
  if (isKnown) return { allowed: true };
  return countAttempt(db, { windowMs: HOUR_MS, at, key: keys.everywhere, limit: limits.everywhere });
}

/** Takes back the attempt of somebody who turned out to be who they say. */
export async function forgiveTry(db: Tx, attempt: Omit<Attempt, "at">): Promise<void> {
  await forgiveAttempts(db, Object.values(keysOf(attempt)));
}

/** For whoever has shown in another way that the account is theirs: what others tried no longer holds them up. */
export async function clearTries(db: Tx, attempt: Omit<Attempt, "at">): Promise<void> {
  const { account, everywhere } = keysOf(attempt);
  await removeAttempts(db, [account, everywhere]);
}

function keysOf({ purpose, email, address }: Omit<Attempt, "at">) {
  return {
    address: `${purpose}:address:${address}`,
    account: `${purpose}:account:${sha256Hex(`${address}\n${email}`)}`,
    everywhere: `${purpose}:everywhere:${sha256Hex(email)}`,
  };
}
