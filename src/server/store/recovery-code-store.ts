import type { Tx } from "./prisma.ts";

export async function replaceRecoveryCodes(
  db: Tx,
  codes: { userId: string; hashes: readonly string[] },
): Promise<void> {
  await db.recoveryCode.deleteMany({ where: { userId: codes.userId } });
  const rows = codes.hashes.map((hash) => ({ userId: codes.userId, hash }));
  await db.recoveryCode.createMany({ data: rows });
}

/** False when there is no such code or it was used: of concurrent callers one gets it. */
export async function takeRecoveryCode(
  db: Tx,
  taken: { userId: string; hash: string; at: Date },
): Promise<boolean> {
  const { count } = await db.recoveryCode.updateMany({
    where: { userId: taken.userId, hash: taken.hash, usedAt: null },
    data: { usedAt: taken.at },
  });
  return count === 1;
}

export async function countRecoveryCodes(db: Tx, userId: string): Promise<number> {
  return db.recoveryCode.count({ where: { userId, usedAt: null } });
}

/** How many there were, used ones too. */
export async function removeRecoveryCodes(db: Tx, userId: string): Promise<number> {
  return (await db.recoveryCode.deleteMany({ where: { userId } })).count;
}
