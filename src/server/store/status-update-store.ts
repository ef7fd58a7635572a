import type { PostState } from "#contracts/status-post.ts";
import type { Sql, Tx } from "./prisma.ts";
import type { PostUpdate } from "./status-post-store.ts";

/** False when there is an update with this id already. */
export async function insertUpdate(sql: Sql, update: PostUpdate): Promise<boolean> {
  const { rows } = await sql.query(
    `INSERT INTO status_post_update (id, post_id, at, state, body, created_by, notify)
     VALUES ($1::uuid, $2::uuid, to_timestamp($3::float8 / 1000), $4, $5, $6, $7)
     ON CONFLICT DO NOTHING RETURNING 1 AS made`,
    [update.id, update.postId, update.at, update.state, update.body, update.createdBy, update.notify],
  );
  return rows.length === 1;
}

export async function isUpdateOf(sql: Sql, key: { postId: string; id: string }): Promise<boolean> {
  const { rows } = await sql.query(
    "SELECT 1 AS found FROM status_post_update WHERE id = $1::uuid AND post_id = $2::uuid",
    [key.id, key.postId],
  );
  return rows.length === 1;
}

export async function countUpdates(sql: Sql, postId: string): Promise<number> {
  const { rows } = await sql.query<{ count: number }>(
    "SELECT count(*)::int AS count FROM status_post_update WHERE post_id = $1::uuid",
    [postId],
  );
  return rows[0]?.count ?? 0;
}

/** The post of an update; null in another workspace, too. */
export async function findPostOfUpdate(
  db: Tx,
  key: { workspaceId: string; id: string },
): Promise<string | null> {
  const found = await db.statusPostUpdate.findFirst({
    where: { id: key.id, post: { page: { workspaceId: key.workspaceId } } },
    select: { postId: true },
  });
  return found?.postId ?? null;
}

export async function saveUpdate(
  sql: Sql,
  change: { id: string; state: PostState; body: string },
): Promise<void> {
  await sql.query("UPDATE status_post_update SET state = $2, body = $3 WHERE id = $1::uuid", [
    change.id,
    change.state,
    change.body,
  ]);
}

export async function deleteUpdate(sql: Sql, id: string): Promise<void> {
  await sql.query("DELETE FROM status_post_update WHERE id = $1::uuid", [id]);
}

/** Newest first. */
export async function listUpdateStates(
  sql: Sql,
  postId: string,
): Promise<{ id: string; state: PostState; notify: boolean }[]> {
  const { rows } = await sql.query<{ id: string; state: PostState; notify: boolean }>(
    `SELECT id, state, notify FROM status_post_update WHERE post_id = $1::uuid ORDER BY at DESC, id DESC`,
    [postId],
  );
  return rows;
}

/**
 * Of what was written while nobody saw it, only the newest is told; `notify` left out: as it was written. With `at` (epoch
 * ms), the only update of a post is of the moment at which it is published.
 */
export async function settleUpdates(
  sql: Sql,
  given: { postId: string; at: number | null; notify?: boolean },
): Promise<void> {
  await sql.query(
    `WITH newest AS (
       SELECT id, count(*) OVER () AS total FROM status_post_update WHERE post_id = $1::uuid ORDER BY at DESC, id DESC LIMIT 1
     )
     UPDATE status_post_update said SET
       notify = said.id = newest.id AND coalesce($2::boolean, said.notify),
       at = CASE WHEN newest.total = 1 THEN coalesce(to_timestamp($3::float8 / 1000), said.at) ELSE said.at END
     FROM newest WHERE said.post_id = $1::uuid AND said.notified_at IS NULL`,
    [given.postId, given.notify ?? null, given.at],
  );
}
