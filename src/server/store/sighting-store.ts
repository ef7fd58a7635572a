import type { Sighting } from "#domain/verdict/mass-failure.ts";
import type { Sql } from "./prisma.ts";
import { NOT_A_READING } from "./verdict-store.ts";

// Readings `s` of monitors `m` that still count at $1 (epoch ms); $2 are the outcomes that say nothing.
const IS_FRESH = `s.vote AND s.outcome <> ALL($2::smallint[]) AND m.paused_at IS NULL AND s.scheduled_at >
  to_timestamp($1 / 1000.0) - greatest(3 * m.interval_ms::bigint, 90000) * interval '1 ms'`;

/** With fewer failing monitors, or on fewer hosts, no region can be sick: the rule asks for half of ten on five hosts. */
const MIN_FAILING = 5;

/** From so many failing readings on, to look at them all costs no more than to look at them closely first. */
const MANY_FAILING = 2_000;

type Asked = { regions: readonly string[] | null; nowMs: number };

/** The regions that may be sick: half of their monitors fail. Counting by the partial index is cheap while little does. */
export async function listSuspects(sql: Sql, asked: Asked): Promise<string[]> {
  const { rows } = await sql.query<{ region: string; failing: number; isAsked: boolean }>({
    name: "count-failing-readings",
    text: `SELECT r.code AS region, count(*)::int AS failing, $1::text[] IS NULL OR r.code = ANY($1) AS "isAsked"
      FROM monitor_region_state s JOIN region r ON r.id = s.region_id
      WHERE s.outcome <> 0 GROUP BY r.id`,
    values: [asked.regions && [...asked.regions]],
  });
  const regions = rows.filter(({ isAsked, failing }) => isAsked && failing >= MIN_FAILING);
  if (regions.length === 0) return [];
  const codes = regions.map(({ region }) => region);
  const isMany = rows.reduce((sum, { failing }) => sum + failing, 0) > MANY_FAILING;
  return isMany ? codes : listCloseSuspects(sql, { ...asked, regions: codes });
}

/** Counts no more monitors of a region than it takes to know that less than half of them fail: an alert waits for it. */
async function listCloseSuspects(sql: Sql, asked: Asked): Promise<string[]> {
  const { rows } = await sql.query<{ region: string }>({
    name: "list-suspect-regions",
    text: `WITH failing AS MATERIALIZED (
        SELECT s.region_id, m.host FROM monitor_region_state s JOIN monitor m ON m.id = s.monitor_id
        JOIN region r ON r.id = s.region_id
        WHERE s.outcome <> 0 AND r.code = ANY($3) AND ${IS_FRESH}
      ), suspect AS (
        SELECT region_id, count(*) AS failed FROM failing
        GROUP BY region_id HAVING count(*) >= ${MIN_FAILING} AND count(DISTINCT host) >= ${MIN_FAILING}
      )
      SELECT r.code AS region FROM suspect JOIN region r ON r.id = suspect.region_id
      WHERE 2 * failed >= (
        SELECT count(*) FROM (
          SELECT FROM monitor_region_state s JOIN monitor m ON m.id = s.monitor_id
          WHERE s.region_id = suspect.region_id AND ${IS_FRESH} LIMIT 2 * suspect.failed + 1
        ) AS enough
      )`,
    values: [asked.nowMs, NOT_A_READING, asked.regions],
  });
  return rows.map((row) => row.region);
}

/** The newest readings, from everywhere, of all monitors that the regions check. */
export async function listSightings(
  sql: Sql,
  asked: { regions: readonly string[]; nowMs: number },
): Promise<Sighting[]> {
  const { rows } = await sql.query<[number, string, string, boolean, number]>({
    name: "list-sightings",
    text: `SELECT s.monitor_id, m.host, r.code, s.outcome <> 0, (extract(epoch FROM s.scheduled_at) * 1000)::float8
      FROM monitor_region_state s JOIN monitor m ON m.id = s.monitor_id JOIN region r ON r.id = s.region_id
      WHERE ${IS_FRESH} AND s.monitor_id IN (
        SELECT own.monitor_id FROM monitor_region_state own JOIN region o ON o.id = own.region_id
        WHERE o.code = ANY($3)
      )`,
    values: [asked.nowMs, NOT_A_READING, [...asked.regions]],
    rowMode: "array",
  });
  return rows.map(([monitorId, host, region, hasFailed, at]) => ({ monitorId, host, region, hasFailed, at }));
}
