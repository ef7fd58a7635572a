import { listPasskeys } from "#server/store/passkey-store.ts";
import type { Db } from "#server/store/prisma.ts";

export type PasskeyView = {
  id: string;
  name: string;
  createdAt: number;
  usedAt: number | null;
  /** Synced by its vendor, and so not lost with the device. */
  backedUp: boolean;
};

export async function listPasskeyViews(deps: { db: Db }, userId: string): Promise<PasskeyView[]> {
  const passkeys = await listPasskeys(deps.db, userId);
  return passkeys.map(({ id, name, backedUp, createdAt, usedAt }) => ({
    id,
    name,
    backedUp,
    createdAt: createdAt.getTime(),
    usedAt: usedAt?.getTime() ?? null,
  }));
}
