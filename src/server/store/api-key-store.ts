import type { ApiScope } from "#contracts/api-key.ts";
import type { Tx } from "./prisma.ts";

export type LiveKey = {
  keyId: string;
  name: string;
  scopes: ApiScope[];
  workspaceId: string;
  workspaceName: string;
  lastUsedAt: Date | null;
};

/** Null when the key is unknown, revoked or expired. */
export async function findLiveKey(db: Tx, query: { hash: string; at: Date }): Promise<LiveKey | null> {
  const [row] = await db.$queryRaw<LiveKey[]>`
    SELECT k.id AS "keyId", k.name, k.scopes, w.id AS "workspaceId", w.name AS "workspaceName",
           k.last_used_at AS "lastUsedAt"
    FROM api_key k JOIN workspace w ON w.id = k.workspace_id
    WHERE k.hash = ${query.hash} AND k.revoked_at IS NULL AND (k.expires_at IS NULL OR k.expires_at > ${query.at})`;
  return row ?? null;
}

export async function isKeyAlive(db: Tx, query: { keyId: string; at: Date }): Promise<boolean> {
  const { keyId, at } = query;
  const alive = { revokedAt: null, OR: [{ expiresAt: null }, { expiresAt: { gt: at } }] };
  return (await db.apiKey.count({ where: { id: keyId, ...alive } })) === 1;
}

export async function touchKey(
  db: Tx,
  use: { keyId: string; at: Date; staleBefore: Date; address: string },
): Promise<void> {
  await db.apiKey.updateMany({
    where: { id: use.keyId, OR: [{ lastUsedAt: null }, { lastUsedAt: { lt: use.staleBefore } }] },
    data: { lastUsedAt: use.at, lastUsedFrom: use.address },
  });
}
