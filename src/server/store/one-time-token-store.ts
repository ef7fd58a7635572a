import { Prisma } from "#generated/prisma/client.ts";
import type { Tx } from "./prisma.ts";

export type OneTimeTokenRow = { userId: string | null; email: string | null; data: unknown };

export async function insertOneTimeToken(
  db: Tx,
  token: {
    hash: string;
    kind: string;
    userId: string | null;
    email: string | null;
    data: Prisma.InputJsonObject | null;
    createdAt: Date;
    expiresAt: Date;
  },
): Promise<void> {
  await db.oneTimeToken.create({ data: { ...token, data: token.data ?? Prisma.DbNull } });
}

/** Looks without using it; null when it is unknown, used or expired. */
export async function findOpenToken(
  db: Tx,
  query: { hash: string; kind: string; at: Date },
): Promise<OneTimeTokenRow | null> {
  const { hash, kind, at } = query;
  return db.oneTimeToken.findFirst({
    where: { hash, kind, usedAt: null, expiresAt: { gt: at } },
    select: { userId: true, email: true, data: true },
  });
}

/** Of concurrent callers exactly one gets the row; null for the others. */
export async function takeToken(
  db: Tx,
  query: { hash: string; kind: string; at: Date },
): Promise<OneTimeTokenRow | null> {
  const [row] = await db.$queryRaw<OneTimeTokenRow[]>`
    UPDATE one_time_token SET used_at = ${query.at}
    WHERE hash = ${query.hash} AND kind = ${query.kind} AND used_at IS NULL AND expires_at > ${query.at}
    RETURNING user_id AS "userId", email, data`;
  return row ?? null;
}

/** Makes earlier tokens of a kind worthless: those of a user, or those that were sent to an address. */
export async function voidTokensOf(
  db: Tx,
  query: { kind: string; at: Date } & ({ userId: string } | { email: string }),
): Promise<void> {
  const { kind, at, ...whose } = query;
  await db.oneTimeToken.updateMany({ where: { kind, ...whose, usedAt: null }, data: { usedAt: at } });
}

export async function removeOldTokens(db: Tx, expiredBefore: Date): Promise<void> {
  await db.oneTimeToken.deleteMany({ where: { expiresAt: { lt: expiredBefore } } });
}
