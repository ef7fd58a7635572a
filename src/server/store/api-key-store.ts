import type { ApiKeyView, ApiScope } from "#contracts/api-key.ts";
import type { Sql, Tx } from "./prisma.ts";

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

export async function insertApiKey(
  tx: Tx,
  key: {
    id: string;
    workspaceId: string;
    createdByUserId: string;
    name: string;
    prefix: string;
    hash: string;
    scopes: ApiScope[];
    createdAt: Date;
    expiresAt: Date | null;
  },
): Promise<void> {
  await tx.apiKey.create({ data: key });
}

export async function countLiveKeys(tx: Tx, asked: { workspaceId: string; at: Date }): Promise<number> {
  const { workspaceId, at } = asked;
  const alive = { revokedAt: null, OR: [{ expiresAt: null }, { expiresAt: { gt: at } }] };
  return tx.apiKey.count({ where: { workspaceId, ...alive } });
}

/** Null in another workspace, and when it was revoked before. */
export async function revokeKey(
  tx: Tx,
  target: { workspaceId: string; id: string; at: Date },
): Promise<{ name: string; prefix: string } | null> {
  const [row] = await tx.$queryRaw<{ name: string; prefix: string }[]>`
    UPDATE api_key SET revoked_at = ${target.at}
    WHERE id = ${target.id}::uuid AND workspace_id = ${target.workspaceId}::uuid AND revoked_at IS NULL
    RETURNING name, prefix`;
  return row ?? null;
}

/** Those that work first, then the newest. */
export async function listApiKeys(sql: Sql, asked: { workspaceId: string; at: Date }): Promise<ApiKeyView[]> {
  const { rows } = await sql.query<ApiKeyView>({
    name: "list-api-keys",
    text: `SELECT k.id, k.name, k.prefix, k.scopes, (extract(epoch FROM k.created_at) * 1000)::float8 AS "createdAt",
        u.email AS "createdBy", (extract(epoch FROM k.expires_at) * 1000)::float8 AS "expiresAt",
        (extract(epoch FROM k.last_used_at) * 1000)::float8 AS "lastUsedAt", k.last_used_from AS "lastUsedFrom",
        CASE WHEN k.revoked_at IS NOT NULL THEN 'revoked' WHEN k.expires_at <= $2 THEN 'expired' ELSE 'live' END AS state
      FROM api_key k LEFT JOIN "user" u ON u.id = k.created_by_user_id
      WHERE k.workspace_id = $1
      ORDER BY k.revoked_at IS NOT NULL OR coalesce(k.expires_at <= $2, false), k.created_at DESC LIMIT 200`,
    values: [asked.workspaceId, asked.at],
  });
  return rows;
}
