import { createHash } from "node:crypto";
import type { RegionCode } from "#contracts/region.ts";
import { runSql } from "./postgres-query.ts";

/** Makes the rows of this machine's regions and their tokens; a second run changes nothing. */
export async function prepareRegions(
  databaseUrl: string,
  regions: readonly { code: RegionCode; token: string }[],
): Promise<void> {
  const hashes = regions.map(({ token }) => createHash("sha256").update(token).digest("hex"));
  const codes = regions.map(({ code }) => code);
  await runSql(
    databaseUrl,
    `WITH wanted AS (SELECT * FROM unnest($1::text[], $2::text[]) AS w (code, hash)),
     added AS (
       INSERT INTO region (code, name, runtime) SELECT code, code, 'node' FROM wanted
       ON CONFLICT (code) DO NOTHING RETURNING id, code
     ),
     known AS (SELECT id, code FROM region JOIN wanted USING (code) UNION SELECT id, code FROM added)
     INSERT INTO region_token (hash, region_id) SELECT hash, id FROM wanted JOIN known USING (code)
     ON CONFLICT (hash) DO NOTHING`,
    [codes, hashes],
  );
}

/** Ticks have somewhere to go from the first second; the rollup stage makes the later days. */
export async function prepareDays(databaseUrl: string): Promise<void> {
  await runSql(
    databaseUrl,
    "SELECT ensure_day((now() AT TIME ZONE 'UTC')::date + n) FROM generate_series(-1, 3) AS n",
  );
}

export async function hasUsers(databaseUrl: string): Promise<boolean> {
  const rows = await runSql(databaseUrl, 'SELECT 1 FROM "user" LIMIT 1');
  return rows.length > 0;
}
