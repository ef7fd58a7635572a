import { networkOf } from "#server/auth/in-network.ts";
import { verifyPassword } from "#server/auth/password.ts";
import { sha256Hex } from "#server/runtime/sha256-hex.ts";
import type { Db, Sql } from "#server/store/prisma.ts";
import { countAttempt, forgiveAttempts } from "#server/store/rate-limit-store.ts";
import { findGateSecret } from "#server/store/status-snapshot-store.ts";

export type GateDeps = { db: Db; sql: Sql; now: () => Date };

export type PasswordTry = {
  password: string;
  address: string;
  /** The browser was let in once: what strangers try does not hold it up. */
  isKnown: boolean;
};

/** `accessVersion`: what the password was compared for; a cookie is made for that one. */
export type PasswordAnswer =
  | { kind: "entered"; accessVersion: number }
  | { kind: "wrong" }
  | { kind: "too_many"; waitMs: number };

const MINUTE_MS = 60_000;
const QUARTER_HOUR_MS = 15 * MINUTE_MS;
const HOUR_MS = 60 * MINUTE_MS;
const MAX_LENGTH = 200;
/** Per quarter of an hour from one address on this page and on all; per hour on the page by all strangers together. */
const LIMITS = { page: 10, address: 50, everywhere: 600 };

/**
 * Compares, with the same work for any password. Each address has its own few attempts; only when very many of them try
 * together are strangers stopped, and browsers that were let in before are not.
 */
export async function enterByPassword(
  deps: GateDeps,
  page: { pageId: string },
  attempt: PasswordTry,
): Promise<PasswordAnswer> {
  const keys = keysOf(page.pageId, attempt.address);
  const at = deps.now();
  const near = { windowMs: QUARTER_HOUR_MS, at };
  const limits = [
    { ...near, key: keys.address, limit: LIMITS.address },
    { ...near, key: keys.page, limit: LIMITS.page },
    ...(attempt.isKnown ? [] : [{ windowMs: HOUR_MS, at, key: keys.everywhere, limit: LIMITS.everywhere }]),
  ];
  for (const limit of limits) {
    const answer = await countAttempt(deps.db, limit);
    if (!answer.allowed) return { kind: "too_many", waitMs: answer.waitMs };
  }
  const known = await findGateSecret(deps.sql, page.pageId);
  const isRight = await verifyPassword(known?.hash ?? null, attempt.password.slice(0, MAX_LENGTH));
  if (!isRight || known === null) return { kind: "wrong" };
  await forgiveAttempts(
    deps.db,
    limits.map(({ key }) => key),
  );
  return { kind: "entered", accessVersion: known.accessVersion };
}

function keysOf(pageId: string, address: string) {
  const network = networkOf(address);
  return {
    address: `page-password:address:${network}`,
    page: `page-password:page:${sha256Hex(`${network}\n${pageId}`)}`,
    everywhere: `page-password:everywhere:${pageId}`,
  };
}
