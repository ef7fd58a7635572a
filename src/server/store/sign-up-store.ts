import type { Tx } from "./prisma.ts";

/** `email` is lower case. */
export async function hasOpenInvitation(db: Tx, query: { email: string; at: Date }): Promise<boolean> {
  const invitation = await db.invitation.findFirst({
    where: { email: query.email, acceptedAt: null, revokedAt: null, expiresAt: { gt: query.at } },
    select: { id: true },
  });
  return invitation !== null;
}

/** False when the address has an account already; waits for whoever is making one at this moment. */
export async function insertUser(
  db: Tx,
  user: { id: string; email: string; name: string | null; at: Date },
): Promise<boolean> {
  const { at, ...data } = user;
  const row = { ...data, emailVerifiedAt: at, createdAt: at };
  return (await db.user.createMany({ data: [row], skipDuplicates: true })).count === 1;
}

/** What whoever may read the mails of the address has shown; the first time stays. */
export async function verifyEmail(db: Tx, user: { userId: string; at: Date }): Promise<void> {
  await db.user.updateMany({
    where: { id: user.userId, emailVerifiedAt: null },
    data: { emailVerifiedAt: user.at },
  });
}

/** Whether somebody has signed in to the account with this e-mail address from this network address. */
export async function hasSignedInFrom(
  db: Tx,
  query: { email: string; address: string; since: Date },
): Promise<boolean> {
  const session = await db.session.findFirst({
    where: { user: { email: query.email }, address: query.address, createdAt: { gt: query.since } },
    select: { id: true },
  });
  return session !== null;
}

/** Whom an address belongs to, and the language that they have chosen. */
export async function findMailUser(
  db: Tx,
  email: string,
): Promise<{ id: string; email: string; locale: string | null } | null> {
  return db.user.findUnique({ where: { email }, select: { id: true, email: true, locale: true } });
}
