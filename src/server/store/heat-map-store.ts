import type { HeatCell } from "#contracts/latency.ts";
import type { Sql } from "./prisma.ts";

export type HeatQuery = { monitorId: number; region: string | null; from: Date; zone: string };

/** Merged sketches by the weekday and hour that the zone's clock showed; hours that the clock passes twice are one. */
export async function listHeatCells(sql: Sql, query: HeatQuery): Promise<HeatCell[]> {
  const { rows } = await sql.query<HeatCell>({
    name: "list-heat-cells",
    text: `WITH part AS MATERIALIZED (
        SELECT extract(isodow FROM hour AT TIME ZONE $4)::int AS weekday, extract(hour FROM hour AT TIME ZONE $4)::int AS hour,
          h.ok, h.failed, h.sketch_keys, h.sketch_counts
        FROM rollup_hour h JOIN region r ON r.id = h.region_id
        WHERE h.monitor_id = $1 AND ($2::text IS NULL OR r.code = $2) AND h.hour >= $3
      ), total AS (
        SELECT weekday, hour, sum(ok)::int AS ok, sum(failed)::int AS failed FROM part GROUP BY 1, 2
      ), counted AS (
        SELECT weekday, hour, key, sum(count) AS count
        FROM part CROSS JOIN LATERAL unnest(sketch_keys, sketch_counts) AS sketch(key, count)
        GROUP BY 1, 2, 3
      ), ladder AS (
        SELECT weekday, hour, power(1.02::float8, key) * 2 / 2.02 / 1000 AS ms,
          sum(count) OVER (PARTITION BY weekday, hour ORDER BY key) AS up_to
        FROM counted
      )
      SELECT t.weekday, t.hour, t.ok, t.failed,
        min(ms) FILTER (WHERE up_to > 0.50 * (t.ok - 1)) AS "p50Ms",
        min(ms) FILTER (WHERE up_to > 0.95 * (t.ok - 1)) AS "p95Ms"
      FROM total t LEFT JOIN ladder l USING (weekday, hour)
      GROUP BY t.weekday, t.hour, t.ok, t.failed ORDER BY t.weekday, t.hour`,
    values: [query.monitorId, query.region, query.from, query.zone],
  });
  return rows;
}
