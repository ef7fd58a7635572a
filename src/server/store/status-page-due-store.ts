import type { Sql } from "./prisma.ts";

/** Drafts whose moment has come become published; the moment that was set is the one that is kept. */
export async function publishDue(sql: Sql, at: Date): Promise<number> {
  const { rowCount } = await sql.query({
    name: "publish-due-status-pages",
    text: `UPDATE status_page SET state = 'published', published_at = publish_at, publish_at = NULL, updated_at = $1
      WHERE publish_at <= $1 AND state = 'draft'`,
    values: [at],
  });
  return rowCount ?? 0;
}
