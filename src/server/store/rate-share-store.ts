import type { Sql } from "./prisma.ts";

export type Share = { key: string; used: number };

/** Adds what was used here to what all processes have used in the window, and answers the sums. */
export async function addShares(
  sql: Sql,
  given: { shares: readonly Share[]; windowAt: Date },
): Promise<Share[]> {
  // In one order everywhere, so that two processes never wait for each other in a circle.
  const shares = given.shares.toSorted((a, b) => (a.key < b.key ? -1 : 1));
  const { rows } = await sql.query<Share>({
    name: "add-rate-shares",
    text: `INSERT INTO rate_share AS kept (key, window_at, used)
      SELECT key, $3, used FROM unnest($1::text[], $2::int[]) AS given(key, used)
      ON CONFLICT (key) DO UPDATE SET window_at = excluded.window_at,
        used = CASE WHEN kept.window_at = excluded.window_at THEN kept.used ELSE 0 END + excluded.used
      RETURNING key, used`,
    values: [shares.map(({ key }) => key), shares.map(({ used }) => used), given.windowAt],
  });
  return rows;
}

/** Of windows that are over. */
export async function removeOldShares(sql: Sql, before: Date): Promise<void> {
  await sql.query("DELETE FROM rate_share WHERE window_at < $1", [before]);
}
