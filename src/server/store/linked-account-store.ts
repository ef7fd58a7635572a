import type { Tx } from "./prisma.ts";

type IdentityKey = { provider: string; subject: string };
export type LinkedAccountRow = IdentityKey & { email: string | null; linkedAt: Date; usedAt: Date | null };

/** Null when the identity signs nobody in. */
export async function findLinkedUserId(db: Tx, identity: IdentityKey): Promise<string | null> {
  const { provider, subject } = identity;
  const row = await db.linkedAccount.findUnique({
    where: { provider_subject: { provider, subject } },
    select: { userId: true },
  });
  return row?.userId ?? null;
}

export async function touchLinkedAccount(
  db: Tx,
  use: IdentityKey & { email: string | null; at: Date },
): Promise<void> {
  const { provider, subject, email, at } = use;
  await db.linkedAccount.updateMany({ where: { provider, subject }, data: { email, usedAt: at } });
}

/** False when the identity is linked already, to whomever. */
export async function insertLinkedAccount(
  db: Tx,
  link: IdentityKey & { userId: string; email: string | null; at: Date; usedAt: Date | null },
): Promise<boolean> {
  const { at, ...data } = link;
  const row = { ...data, linkedAt: at };
  return (await db.linkedAccount.createMany({ data: [row], skipDuplicates: true })).count === 1;
}

/** False when the user has no such identity. */
export async function deleteLinkedAccount(db: Tx, link: IdentityKey & { userId: string }): Promise<boolean> {
  return (await db.linkedAccount.deleteMany({ where: link })).count === 1;
}

export async function listLinkedAccounts(db: Tx, userId: string): Promise<LinkedAccountRow[]> {
  return db.linkedAccount.findMany({
    where: { userId },
    orderBy: [{ linkedAt: "asc" }, { subject: "asc" }],
    select: { provider: true, subject: true, email: true, linkedAt: true, usedAt: true },
  });
}

/** Holds the user until the transaction ends, so that of two removals the second one sees the first. */
export async function lockUser(db: Tx, userId: string): Promise<void> {
  await db.$executeRaw`SELECT 1 FROM "user" WHERE id = ${userId}::uuid FOR UPDATE`;
}

export async function findCredentials(db: Tx, userId: string) {
  const user = await db.user.findUnique({
    where: { id: userId },
    select: {
      passwordHash: true,
      _count: { select: { passkeys: true } },
      accounts: { select: { provider: true } },
    },
  });
  return {
    hasPassword: user !== null && user.passwordHash !== null,
    passkeys: user?._count.passkeys ?? 0,
    providers: user?.accounts.map(({ provider }) => provider) ?? [],
  };
}
