import type { Tx } from "./prisma.ts";

export type StoredTotp = { sealed: string; confirmedAt: Date | null };

export async function findTotp(db: Tx, userId: string): Promise<StoredTotp | null> {
  const row = await db.user.findUnique({
    where: { id: userId },
    select: { totpSecret: true, totpConfirmedAt: true },
  });
  return row?.totpSecret == null ? null : { sealed: row.totpSecret, confirmedAt: row.totpConfirmedAt };
}

/** False when two-factor is on already: a secret in use is not replaced. */
export async function saveUnconfirmedTotp(
  db: Tx,
  secret: { userId: string; sealed: string },
): Promise<boolean> {
  const { count } = await db.user.updateMany({
    where: { id: secret.userId, totpConfirmedAt: null },
    data: { totpSecret: secret.sealed, totpLastStep: null },
  });
  return count === 1;
}

/** False when this step was taken before, or a later one: of concurrent callers one gets it. */
export async function takeTotpStep(db: Tx, taken: { userId: string; step: number }): Promise<boolean> {
  const step = BigInt(taken.step);
  const { count } = await db.user.updateMany({
    where: { id: taken.userId, OR: [{ totpLastStep: null }, { totpLastStep: { lt: step } }] },
    data: { totpLastStep: step },
  });
  return count === 1;
}

/** False when it is confirmed already, or the secret is another one by now. */
export async function confirmTotp(
  db: Tx,
  confirmed: { userId: string; sealed: string; at: Date },
): Promise<boolean> {
  const { count } = await db.user.updateMany({
    where: { id: confirmed.userId, totpSecret: confirmed.sealed, totpConfirmedAt: null },
    data: { totpConfirmedAt: confirmed.at },
  });
  return count === 1;
}

/** False when there is none. */
export async function removeTotp(db: Tx, userId: string): Promise<boolean> {
  const { count } = await db.user.updateMany({
    where: { id: userId, totpSecret: { not: null } },
    data: { totpSecret: null, totpConfirmedAt: null, totpLastStep: null },
  });
  return count === 1;
}
