import type { Sql } from "./prisma.ts";

/** Pages that everybody may see. */
export async function listPublicSlugs(sql: Sql): Promise<string[]> {
  const { rows } = await sql.query<{ slug: string }>({
    name: "list-public-slugs",
    text: `SELECT slug FROM status_page WHERE state = 'published' AND access->>'kind' = 'public' ORDER BY slug`,
    values: [],
  });
  return rows.map(({ slug }) => slug);
}
