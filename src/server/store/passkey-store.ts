import type { Tx } from "./prisma.ts";

export type StoredPasskey = {
  id: string;
  userId: string;
  publicKey: Uint8Array<ArrayBuffer>;
  counter: bigint;
  transports: string[];
};

export async function findPasskey(db: Tx, id: string): Promise<StoredPasskey | null> {
  return db.passkey.findUnique({
    where: { id },
    select: { id: true, userId: true, publicKey: true, counter: true, transports: true },
  });
}

export async function listPasskeys(db: Tx, userId: string) {
  return db.passkey.findMany({
    where: { userId },
    orderBy: [{ createdAt: "asc" }, { id: "asc" }],
    select: { id: true, name: true, transports: true, backedUp: true, createdAt: true, usedAt: true },
  });
}

/** False when the credential is registered already, by whomever. */
export async function insertPasskey(
  db: Tx,
  passkey: StoredPasskey & { name: string; backedUp: boolean; createdAt: Date },
): Promise<boolean> {
  const { count } = await db.passkey.createMany({ data: [passkey], skipDuplicates: true });
  return count === 1;
}

/** False when the counter did not move on since it was read, as it does not for a copied authenticator. */
export async function recordPasskeyUse(
  db: Tx,
  use: { id: string; counter: number; backedUp: boolean; at: Date },
): Promise<boolean> {
  const counter = BigInt(use.counter);
  const { count } = await db.passkey.updateMany({
    where: { id: use.id, counter: counter === 0n ? 0n : { lt: counter } },
    data: { counter, backedUp: use.backedUp, usedAt: use.at },
  });
  return count === 1;
}

/** The name it had; null when the user has no such passkey. */
export async function renamePasskey(
  db: Tx,
  change: { id: string; userId: string; name: string },
): Promise<string | null> {
  const before = await db.passkey.findFirst({ where: { id: change.id, userId: change.userId } });
  if (before === null) return null;
  await db.passkey.updateMany({
    where: { id: change.id, userId: change.userId },
    data: { name: change.name },
  });
  return before.name;
}

/** The name it had; null when the user has no such passkey. */
export async function removePasskey(db: Tx, target: { id: string; userId: string }): Promise<string | null> {
  const before = await db.passkey.findFirst({ where: target, select: { name: true } });
  const { count } = await db.passkey.deleteMany({ where: target });
  return count === 1 ? (before?.name ?? "") : null;
}

/** How many there were. */
export async function removePasskeys(db: Tx, userId: string): Promise<number> {
  return (await db.passkey.deleteMany({ where: { userId } })).count;
}
