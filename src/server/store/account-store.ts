import type { Preferences } from "#contracts/preferences.ts";
import type { Tx } from "./prisma.ts";

const ACCOUNT = {
  id: true,
  email: true,
  name: true,
  passwordHash: true,
  emailVerifiedAt: true,
  locale: true,
  timeZone: true,
  preferences: true,
  totpConfirmedAt: true,
  createdAt: true,
} as const;

export async function getAccount(db: Tx, userId: string) {
  return db.user.findUniqueOrThrow({ where: { id: userId }, select: ACCOUNT });
}

export async function setAccountName(db: Tx, change: { userId: string; name: string }): Promise<void> {
  await db.user.update({ where: { id: change.userId }, data: { name: change.name }, select: { id: true } });
}

export async function setAccountPreferences(
  db: Tx,
  change: {
    userId: string;
    locale: string | null;
    timeZone: string | null;
    preferences: Preferences;
  },
): Promise<void> {
  const { userId, ...data } = change;
  await db.user.update({ where: { id: userId }, data, select: { id: true } });
}

export async function setPasswordHash(
  db: Tx,
  change: { userId: string; passwordHash: string },
): Promise<void> {
  const { userId, passwordHash } = change;
  await db.user.update({ where: { id: userId }, data: { passwordHash }, select: { id: true } });
}

/** False when somebody has the address by now. */
export async function setAccountEmail(
  db: Tx,
  change: { userId: string; from: string; to: string; at: Date },
): Promise<boolean> {
  const { userId, from, to, at } = change;
  const changed = await db.$executeRaw`
    UPDATE "user" SET email = ${to}, email_verified_at = ${at}
    WHERE id = ${userId}::uuid AND email = ${from} AND NOT EXISTS (SELECT FROM "user" WHERE email = ${to})`;
  return changed === 1;
}
