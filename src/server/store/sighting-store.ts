import type { Sighting } from "#domain/verdict/mass-failure.ts";
import type { Sql } from "./prisma.ts";
import { NOT_A_READING } from "./verdict-store.ts";

// Readings `s` of monitors `m` that still count at $1 (epoch ms); $2 are the outcomes that say nothing.
const IS_FRESH = `s.vote AND s.outcome <> ALL($2::smallint[]) AND m.paused_at IS NULL AND s.scheduled_at >
  to_timestamp($1 / 1000.0) - greatest(3 * m.interval_ms::bigint, 90000) * interval '1 ms'`;

/** With fewer failing monitors, or on fewer hosts, no region can be sick: the rule asks for half of ten on five hosts. */
const MIN_FAILING = 5;

/**
 * The regions that may be sick: so many monitors fail there that half of those may that no other region sees failing,
 * too. Reads the failing only, and counts the others, so that asking is cheap while little fails.
 */
export async function listSuspects(
  sql: Sql,
  asked: { regions: readonly string[] | null; nowMs: number },
): Promise<string[]> {
  const { rows } = await sql.query<{ region: string }>({
    name: "list-suspect-regions",
    text: `WITH failing AS MATERIALIZED (
        SELECT s.region_id, s.monitor_id, m.host FROM monitor_region_state s JOIN monitor m ON m.id = s.monitor_id
        WHERE s.outcome <> 0 AND ${IS_FRESH}
      ), suspect AS (
        SELECT region_id, count(*) AS failed FROM failing JOIN region r ON r.id = region_id
        WHERE $3::text[] IS NULL OR r.code = ANY($3)
        GROUP BY region_id HAVING count(*) >= ${MIN_FAILING} AND count(DISTINCT host) >= ${MIN_FAILING}
      )
      SELECT r.code AS region FROM suspect JOIN region r ON r.id = suspect.region_id
      WHERE 2 * failed >= (
        SELECT count(*) FROM monitor_region_state s JOIN monitor m ON m.id = s.monitor_id
        WHERE s.region_id = suspect.region_id AND ${IS_FRESH}
      ) - (
        SELECT count(DISTINCT monitor_id) FROM failing WHERE failing.region_id <> suspect.region_id
      )`,
    values: [asked.nowMs, NOT_A_READING, asked.regions && [...asked.regions]],
  });
  return rows.map((row) => row.region);
}

export type Sightings = {
  sightings: Sighting[] /** When the oldest failing reading of a region was due. */;
  failingSince: Map<string, number>;
};

/** The newest readings, from everywhere, of all monitors that the regions check. */
export async function listSightings(
  sql: Sql,
  asked: { regions: readonly string[]; nowMs: number },
): Promise<Sightings> {
  const { rows } = await sql.query<[string, number, string, boolean, number]>({
    name: "list-sightings",
    text: `SELECT r.code, s.monitor_id, m.host, s.outcome <> 0, (extract(epoch FROM s.scheduled_at) * 1000)::float8
      FROM monitor_region_state s JOIN monitor m ON m.id = s.monitor_id JOIN region r ON r.id = s.region_id
      WHERE ${IS_FRESH} AND s.monitor_id IN (
        SELECT own.monitor_id FROM monitor_region_state own JOIN region o ON o.id = own.region_id WHERE o.code = ANY($3)
      )`,
    values: [asked.nowMs, NOT_A_READING, [...asked.regions]],
    rowMode: "array",
  });
  const failingSince = new Map<string, number>();
  const sightings = rows.map(([region, monitorId, host, hasFailed, scheduledAt]) => {
    if (hasFailed) failingSince.set(region, Math.min(failingSince.get(region) ?? scheduledAt, scheduledAt));
    return { region, monitorId, host, hasFailed };
  });
  return { sightings, failingSince };
}
