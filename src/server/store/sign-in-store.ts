import type { Tx } from "./prisma.ts";

/** Whether a first factor is not enough for this user. */
export async function hasSecondFactor(db: Tx, userId: string): Promise<boolean> {
  const user = await db.user.findUnique({
    where: { id: userId },
    select: { totpConfirmedAt: true, _count: { select: { passkeys: true } } },
  });
  return user !== null && (user.totpConfirmedAt !== null || user._count.passkeys > 0);
}

/** The new session in the place of the one that the browser had, whosever that was. */
export async function replaceSession(
  db: Tx,
  session: {
    id: string;
    userId: string;
    method: string;
    at: Date;
    expiresAt: Date;
    userAgent: string | null;
    address: string;
    previousId: string | null;
  },
): Promise<void> {
  const { at, previousId, ...data } = session;
  if (previousId !== null) {
    await db.session.updateMany({ where: { id: previousId, revokedAt: null }, data: { revokedAt: at } });
  }
  await db.session.create({ data: { ...data, createdAt: at, lastSeenAt: at, provenAt: at } });
}
