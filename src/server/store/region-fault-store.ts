import type { Span } from "#domain/verdict/judgement.ts";
import type { Sql } from "./prisma.ts";

export type RegionFault = { region: string } & Span;

/** Times in which a region was sick, as far as they reach beyond `sinceMs`. */
export async function listRegionFaults(sql: Sql, sinceMs: number): Promise<RegionFault[]> {
  const { rows } = await sql.query<RegionFault>({
    name: "list-region-faults",
    text: `SELECT r.code AS region, (extract(epoch FROM f.from_at) * 1000)::float8 AS "fromMs",
        (extract(epoch FROM f.to_at) * 1000)::float8 AS "toMs"
      FROM region_fault f JOIN region r ON r.id = f.region_id
      WHERE f.to_at IS NULL OR f.to_at > to_timestamp($1 / 1000.0)
      ORDER BY f.from_at, f.id`,
    values: [sinceMs],
  });
  return rows;
}

const CONTROL_REASON = "None of the region's control targets answered.";

/** A probe beats every 5 s. */
const LIVE_MS = 15_000;

/**
 * Keeps what a probe says of its region's control targets, and since when they do not answer. While another live probe of
 * the region reaches them, it is that probe's line and not the region. Repeating it changes nothing.
 */
export async function recordControl(
  sql: Sql,
  region: { id: number; healthy: boolean; nowMs: number },
): Promise<void> {
  await sql.query({
    name: "record-control",
    text: `WITH said AS (
        SELECT $2::boolean OR EXISTS (
          SELECT FROM probe_instance WHERE region_id = $1 AND healthy
            AND last_seen_at > to_timestamp($3 / 1000.0) - ${LIVE_MS} * interval '1 ms'
        ) AS healthy
      ), health AS (
        UPDATE region SET healthy = said.healthy FROM said WHERE id = $1 AND region.healthy <> said.healthy
      ), ended AS (
        UPDATE region_fault SET to_at = greatest(from_at, to_timestamp($3 / 1000.0))
        FROM said WHERE region_id = $1 AND kind = 'control' AND to_at IS NULL AND said.healthy
      )
      INSERT INTO region_fault (region_id, kind, from_at, reason)
      SELECT $1, 'control', to_timestamp($3 / 1000.0), $4 FROM said WHERE NOT healthy
      ON CONFLICT DO NOTHING`,
    values: [region.id, region.healthy, region.nowMs, CONTROL_REASON],
  });
}

/** Regions that this rule holds for sick, and those that others do. */
export type PresentFaults = { sick: Set<string>; mute: Set<string> };

export async function listPresentFaults(sql: Sql): Promise<PresentFaults> {
  const { rows } = await sql.query<{ region: string; kind: "control" | "mass_failure" | null }>({
    name: "list-present-faults",
    text: `SELECT r.code AS region, f.kind FROM region r LEFT JOIN region_fault f ON f.region_id = r.id AND f.to_at IS NULL
      WHERE f.kind IS NOT NULL OR NOT r.healthy OR NOT r.enabled`,
  });
  const sick = rows.filter(({ kind }) => kind === "mass_failure").map(({ region }) => region);
  const mute = rows.filter(({ kind }) => kind !== "mass_failure").map(({ region }) => region);
  return { sick: new Set(sick), mute: new Set(mute) };
}

/** The region has no vote from `fromMs` on. Repeating it changes nothing. */
export async function openMassFailure(
  sql: Sql,
  fault: { region: string; fromMs: number; reason: string },
): Promise<void> {
  await sql.query({
    name: "open-mass-failure",
    text: `INSERT INTO region_fault (region_id, kind, from_at, reason)
      SELECT id, 'mass_failure', to_timestamp($2 / 1000.0), $3 FROM region WHERE code = $1
      ON CONFLICT DO NOTHING`,
    values: [fault.region, fault.fromMs, fault.reason],
  });
}

export async function closeMassFailure(sql: Sql, end: { region: string; nowMs: number }): Promise<void> {
  await sql.query({
    name: "close-mass-failure",
    text: `UPDATE region_fault SET to_at = greatest(from_at, to_timestamp($2 / 1000.0))
      WHERE region_id = (SELECT id FROM region WHERE code = $1) AND kind = 'mass_failure' AND to_at IS NULL`,
    values: [end.region, end.nowMs],
  });
}
