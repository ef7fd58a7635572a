import type { Sql, Tx } from "./prisma.ts";

export type SavedViewRow = { id: string; userId: string | null; name: string; query: string };
type Reader = { workspaceId: string; userId: string };

/** The reader's own and the workspace's, in order of name. */
export async function listSavedViewRows(sql: Sql, reader: Reader): Promise<SavedViewRow[]> {
  const { rows } = await sql.query<SavedViewRow>(
    `SELECT id, user_id AS "userId", name, query FROM saved_view
      WHERE workspace_id = $1 AND (user_id IS NULL OR user_id = $2) ORDER BY lower(name), id`,
    [reader.workspaceId, reader.userId],
  );
  return rows;
}

/** Views that several people add at once are counted one after the other. */
export async function countSavedViews(tx: Tx, reader: Reader): Promise<number> {
  await tx.$queryRaw`SELECT 1 AS held FROM (SELECT pg_advisory_xact_lock(hashtext('uptick_saved_view'), hashtext(${reader.workspaceId}))) held`;
  return tx.savedView.count({
    where: { workspaceId: reader.workspaceId, OR: [{ userId: null }, { userId: reader.userId }] },
  });
}

/** Null for somebody else's, too. */
export async function lockSavedView(tx: Tx, key: Reader & { id: string }): Promise<SavedViewRow | null> {
  const [row] = await tx.$queryRaw<SavedViewRow[]>`
    SELECT id, user_id AS "userId", name, query FROM saved_view
    WHERE id = ${key.id}::uuid AND workspace_id = ${key.workspaceId}::uuid
      AND (user_id IS NULL OR user_id = ${key.userId}::uuid)
    FOR UPDATE`;
  return row ?? null;
}

export async function insertSavedView(
  tx: Tx,
  view: SavedViewRow & { workspaceId: string; at: Date },
): Promise<void> {
  const { at, ...data } = view;
  await tx.savedView.create({ data: { ...data, createdAt: at } });
}

export async function updateSavedView(tx: Tx, view: SavedViewRow): Promise<void> {
  const { id, ...data } = view;
  await tx.savedView.update({ where: { id }, data });
}

export async function deleteSavedView(tx: Tx, id: string): Promise<void> {
  await tx.savedView.delete({ where: { id } });
}
