import { Locale } from "#contracts/locale.ts";
import type { Sql } from "./prisma.ts";
import { type LockedPost, POST_COLUMNS } from "./status-post-store.ts";

/** With the language of its page. */
export type DuePost = LockedPost & { locale: Locale };

const IS_MOVING = "post.state IN ('scheduled', 'in_progress', 'active') AND post.published_at IS NOT NULL";

/** Posts that time moves at `nowMs`: drafts whose moment has come, maintenance, announcements. Others hold none of them. */
export async function lockDuePosts(sql: Sql, asked: { nowMs: number; limit: number }): Promise<DuePost[]> {
  const { rows: due } = await sql.query<{ id: string }>({
    name: "lock-due-status-posts",
    text: `SELECT post.id FROM status_post post
      WHERE post.published_at IS NULL AND post.publish_at <= to_timestamp($1::float8 / 1000)
        OR ${IS_MOVING} AND (post.state = 'scheduled' AND post.starts_at <= to_timestamp($1::float8 / 1000)
          OR post.state IN ('in_progress', 'active') AND post.ends_at <= to_timestamp($1::float8 / 1000))
      ORDER BY post.id LIMIT $2 FOR UPDATE SKIP LOCKED`,
    values: [asked.nowMs, asked.limit],
  });
  if (due.length === 0) return [];
  const { rows } = await sql.query<Omit<DuePost, "locale"> & { locale: unknown }>({
    name: "read-due-status-posts",
    text: `SELECT ${POST_COLUMNS}, page.look->>'locale' AS locale
      FROM status_post post JOIN status_page page ON page.id = post.page_id
      WHERE post.id = ANY($1::uuid[]) ORDER BY post.id`,
    values: [due.map(({ id }) => id)],
  });
  return rows.map((row) => ({ ...row, locale: Locale.catch("en").parse(row.locale) }));
}

/** Drafts that nobody looked at, of incidents and windows that were over before. */
export async function forgetDrafts(sql: Sql, endedBeforeMs: number): Promise<number> {
  const { rowCount } = await sql.query({
    name: "forget-status-drafts",
    text: `DELETE FROM status_post WHERE published_at IS NULL AND publish_at IS NULL AND person_at IS NULL
      AND created_by IS NULL AND ends_at < to_timestamp($1::float8 / 1000)`,
    values: [endedBeforeMs],
  });
  return rowCount ?? 0;
}
