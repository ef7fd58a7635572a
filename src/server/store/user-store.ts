import type { Tx } from "./prisma.ts";

export type UserSecret = { id: string; email: string; name: string | null; passwordHash: string | null };

export async function findUserByEmail(db: Tx, email: string): Promise<UserSecret | null> {
  return db.user.findUnique({
    where: { email },
    select: { id: true, email: true, name: true, passwordHash: true },
  });
}

export async function hasAnyUser(db: Tx): Promise<boolean> {
  return (await db.user.findFirst({ select: { id: true } })) !== null;
}

/** Only one set-up runs at a time; the lock ends with the transaction. */
export async function lockSetup(db: Tx): Promise<void> {
  await db.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended('uptick:setup', 0))`;
}

export async function insertOwner(
  db: Tx,
  owner: {
    userId: string;
    workspaceId: string;
    email: string;
    name: string;
    passwordHash: string;
    workspaceName: string;
    createdAt: Date;
  },
): Promise<void> {
  const { createdAt } = owner;
  await db.workspace.create({ data: { id: owner.workspaceId, name: owner.workspaceName, createdAt } });
  await db.user.create({
    data: {
      id: owner.userId,
      email: owner.email,
      name: owner.name,
      passwordHash: owner.passwordHash,
      createdAt,
      members: { create: { workspaceId: owner.workspaceId, role: "owner", createdAt } },
    },
  });
}

/** Every account with what it has to prove who comes, in order of address. */
export async function listUserFactors(db: Tx) {
  const users = await db.user.findMany({
    orderBy: { email: "asc" },
    select: {
      email: true,
      name: true,
      totpConfirmedAt: true,
      _count: { select: { passkeys: true, recoveryCodes: { where: { usedAt: null } } } },
    },
  });
  return users.map(({ totpConfirmedAt, _count, ...user }) => ({
    ...user,
    hasCodes: totpConfirmedAt !== null,
    ..._count,
  }));
}
