import { sha256Hex } from "#server/runtime/sha256-hex.ts";
import type { Tx } from "#server/store/prisma.ts";
import { countAttempt, forgiveAttempts } from "#server/store/rate-limit-store.ts";
import { requireAllowed } from "./require-allowed.ts";

const WINDOW = { limit: 10, windowMs: 15 * 60_000 };

/** Passwords and codes that are tried for a known user; the limit is per user, from wherever they come. */
export async function countProof(db: Tx, tried: { userId: string; at: Date }): Promise<void> {
  requireAllowed(await countAttempt(db, { ...WINDOW, key: keyOf(tried.userId), at: tried.at }));
}

export async function forgiveProof(db: Tx, userId: string): Promise<void> {
  await forgiveAttempts(db, [keyOf(userId)]);
}

function keyOf(userId: string): string {
  return `proof:${sha256Hex(userId)}`;
}
