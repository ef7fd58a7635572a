import type { RegionCode, Runtime } from "#contracts/region.ts";
import type { Sql } from "./prisma.ts";
import { hashRegionToken, makeRegionToken } from "./region-token-store.ts";

export type RegionRow = {
  id: number;
  code: RegionCode;
  name: string;
  runtime: Runtime;
  enabled: boolean;
  healthy: boolean;
  pokeUrl: string | null;
  /** Epoch ms; null until a probe says hello. */
  lastSeenAt: number | null;
  /** Whose private location it is; null: everybody's. */
  workspaceId: string | null;
};

const COLUMNS = `id, code, name, runtime, enabled, healthy, poke_url AS "pokeUrl",
  (extract(epoch FROM last_seen_at) * 1000)::float8 AS "lastSeenAt",
  workspace_id AS "workspaceId"`;

export async function listRegionRows(sql: Sql): Promise<RegionRow[]> {
  const { rows } = await sql.query<RegionRow>({
    name: "list-region-rows",
    text: `SELECT ${COLUMNS} FROM region WHERE deleted_at IS NULL ORDER BY id`,
  });
  return rows;
}

export async function findRegionByCode(sql: Sql, code: RegionCode): Promise<RegionRow | null> {
  const { rows } = await sql.query<RegionRow>(`SELECT ${COLUMNS} FROM region WHERE code = $1`, [code]);
  return rows[0] ?? null;
}

/** The region that a probe's token stands for; null when it is unknown or revoked. */
export async function findRegionByToken(sql: Sql, token: string): Promise<RegionRow | null> {
  const { rows } = await sql.query<RegionRow>({
    name: "find-region-by-token",
    text: `SELECT ${COLUMNS} FROM region
      WHERE id = (SELECT region_id FROM region_token WHERE hash = $1 AND revoked_at IS NULL)`,
    values: [hashRegionToken(token)],
  });
  return rows[0] ?? null;
}

/** Creates the region, or updates and enables the one that has the code. */
export async function saveRegion(
  sql: Sql,
  region: { code: RegionCode; name: string; runtime: Runtime; pokeUrl: string | null },
): Promise<number> {
  const { rows } = await sql.query<{ id: number }>(
    `INSERT INTO region (code, name, runtime, poke_url) VALUES ($1, $2, $3::"RuntimeKind", $4)
     ON CONFLICT (code) DO UPDATE SET name = excluded.name, runtime = excluded.runtime,
       poke_url = excluded.poke_url, enabled = true
     RETURNING id`,
    [region.code, region.name, region.runtime, region.pokeUrl],
  );
  const saved = rows[0];
  if (!saved) throw new Error(`Region ${region.code} was not saved.`);
  return saved.id;
}

/** Makes a token and returns it: only its hash is kept, so this is the one time it can be shown. */
export async function issueToken(sql: Sql, region: { id: number; code: RegionCode }): Promise<string> {
  const { token, hash } = makeRegionToken(region.code);
  await sql.query("INSERT INTO region_token (hash, region_id) VALUES ($1, $2)", [hash, region.id]);
  return token;
}

/** Ends every token of the region. */
export async function revokeTokens(sql: Sql, regionId: number): Promise<number> {
  const { rowCount } = await sql.query(
    "UPDATE region_token SET revoked_at = now() WHERE region_id = $1 AND revoked_at IS NULL",
    [regionId],
  );
  return rowCount ?? 0;
}

/** Turns the region off and ends its tokens; its row stays, because ticks refer to it. */
export async function disableRegion(sql: Sql, regionId: number): Promise<void> {
  await sql.query("UPDATE region SET enabled = false WHERE id = $1", [regionId]);
  await revokeTokens(sql, regionId);
}

/** How many monitors are checked from the region now. */
export async function countRegionMonitors(sql: Sql, regionId: number): Promise<number> {
  const { rows } = await sql.query<{ count: number }>(
    "SELECT count(*)::int AS count FROM assignment WHERE region_id = $1 AND until_at IS NULL",
    [regionId],
  );
  return rows[0]?.count ?? 0;
}
