import { randomBytes } from "node:crypto";
import { ONE_TIME_TOKEN_MS, type OneTimeTokenKind } from "#contracts/one-time-token.ts";
import type { Prisma } from "#generated/prisma/client.ts";
import { sha256Hex } from "#server/runtime/sha256-hex.ts";
import {
  findOpenToken,
  insertOneTimeToken,
  type OneTimeTokenRow,
  removeOldTokens,
  takeToken,
  voidTokensOf,
} from "#server/store/one-time-token-store.ts";
import type { Tx } from "#server/store/prisma.ts";

const DAY_MS = 86_400_000;
const TOKEN = /^[A-Za-z0-9_-]{43}$/;

/** `db` may be a transaction: then the token lives and dies with it. */
export type TokenDeps = { db: Tx; now: () => Date };
type Owner = { userId?: string; email?: string; data?: Prisma.InputJsonObject };

/** The token itself, which is nowhere else: only its hash is stored. `email` is lower case. */
export async function issueOneTimeToken(
  deps: TokenDeps,
  issue: Owner & { kind: OneTimeTokenKind },
): Promise<string> {
  const createdAt = deps.now();
  const token = randomBytes(32).toString("base64url");
  await removeOldTokens(deps.db, new Date(createdAt.getTime() - DAY_MS));
  await insertOneTimeToken(deps.db, {
    hash: sha256Hex(token),
    kind: issue.kind,
    userId: issue.userId ?? null,
    email: issue.email ?? null,
    data: issue.data ?? null,
    createdAt,
    expiresAt: new Date(createdAt.getTime() + ONE_TIME_TOKEN_MS[issue.kind]),
  });
  return token;
}

type Use = { kind: OneTimeTokenKind; token: string };

/** Looks without using it up; null when it is unknown, used or expired. */
export async function findOneTimeToken(deps: TokenDeps, use: Use): Promise<OneTimeTokenRow | null> {
  if (!TOKEN.test(use.token)) return null;
  return findOpenToken(deps.db, { hash: sha256Hex(use.token), kind: use.kind, at: deps.now() });
}

/** Uses it up: of concurrent callers exactly one gets the row; null for the others, as for an expired one. */
export async function consumeOneTimeToken(deps: TokenDeps, use: Use): Promise<OneTimeTokenRow | null> {
  if (!TOKEN.test(use.token)) return null;
  return takeToken(deps.db, { hash: sha256Hex(use.token), kind: use.kind, at: deps.now() });
}

/** Makes the tokens of a kind that somebody still holds worthless. */
export async function voidOneTimeTokens(
  deps: TokenDeps,
  target: { kind: OneTimeTokenKind } & ({ userId: string } | { email: string }),
): Promise<void> {
  await voidTokensOf(deps.db, { ...target, at: deps.now() });
}
