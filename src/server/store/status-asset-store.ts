import { createHash } from "node:crypto";
import { uuidv7 } from "uuidv7";
import type { StatusAssetKind } from "#contracts/status-page.ts";
import type { Sql, Tx } from "./prisma.ts";

export type AssetFile = { contentType: string; bytes: Buffer };

/** In place of the one of its kind. Answers the part of the address that tells its content. */
export async function saveAsset(
  tx: Tx,
  asset: AssetFile & { pageId: string; kind: StatusAssetKind; at: Date },
): Promise<string> {
  const { pageId, kind, contentType, at } = asset;
  const bytes = new Uint8Array(asset.bytes);
  const hash = createHash("sha256").update(asset.bytes).digest("hex").slice(0, 16);
  const file = { contentType, bytes, hash, createdAt: at };
  await tx.statusAsset.upsert({
    where: { pageId_kind: { pageId, kind } },
    create: { id: uuidv7(), pageId, kind, ...file },
    update: file,
  });
  return hash;
}

export async function removeAsset(
  tx: Tx,
  asset: { pageId: string; kind: StatusAssetKind },
): Promise<boolean> {
  const { count } = await tx.statusAsset.deleteMany({ where: asset });
  return count > 0;
}

export async function copyAssets(tx: Tx, copy: { fromId: string; toId: string; at: Date }): Promise<void> {
  await tx.$executeRaw`
    INSERT INTO status_asset (id, page_id, kind, content_type, bytes, hash, created_at)
    SELECT gen_random_uuid(), ${copy.toId}::uuid, kind, content_type, bytes, hash, ${copy.at}
    FROM status_asset WHERE page_id = ${copy.fromId}::uuid`;
}

export async function findAssetOfWorkspace(
  sql: Sql,
  key: { workspaceId: string; pageId: string; kind: StatusAssetKind },
): Promise<AssetFile | null> {
  const { rows } = await sql.query<AssetFile>({
    name: "find-status-asset-of-workspace",
    text: `SELECT a.content_type AS "contentType", a.bytes FROM status_asset a JOIN status_page p ON p.id = a.page_id
      WHERE p.workspace_id = $1 AND a.page_id = $2 AND a.kind = $3`,
    values: [key.workspaceId, key.pageId, key.kind],
  });
  return rows[0] ?? null;
}
