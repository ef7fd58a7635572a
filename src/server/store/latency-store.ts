import { Outcome } from "#contracts/tick.ts";
import type { LatencyPoint } from "#contracts/view.ts";
import type { Sql } from "./prisma.ts";

export type LatencyQuery = { monitorId: number; fromMs: number; toMs: number; bucketMs: number };
export type RegionPoint = LatencyPoint & { region: string };

const OK = Outcome.options.indexOf("ok");
const NOT_A_READING = (["internal", "blocked"] as const).map((outcome) => Outcome.options.indexOf(outcome));

/** Exact percentiles of single ticks. */
export async function listLatencyOfTicks(sql: Sql, query: LatencyQuery): Promise<RegionPoint[]> {
  const { rows } = await sql.query<RegionPoint>(
    `SELECT r.code AS region, bucket.* FROM (
        SELECT region_id, floor((extract(epoch FROM scheduled_at) * 1000)::float8 / $4) * $4 AS at,
          percentile_disc(0.50) WITHIN GROUP (ORDER BY total_us) FILTER (WHERE outcome = ${OK}) / 1000.0::float8 AS "p50Ms",
          percentile_disc(0.95) WITHIN GROUP (ORDER BY total_us) FILTER (WHERE outcome = ${OK}) / 1000.0::float8 AS "p95Ms",
          max(total_us) FILTER (WHERE outcome = ${OK}) / 1000.0::float8 AS "maxMs",
          count(*) FILTER (WHERE outcome = ${OK})::int AS ok,
          count(*) FILTER (WHERE outcome <> ${OK} AND outcome <> ALL($5))::int AS failed
        FROM tick WHERE monitor_id = $1 AND scheduled_at >= $2 AND scheduled_at < $3
        GROUP BY 1, 2
      ) bucket JOIN region r ON r.id = bucket.region_id
      ORDER BY r.id, bucket.at`,
    [query.monitorId, new Date(query.fromMs), new Date(query.toMs), query.bucketMs, NOT_A_READING],
  );
  return rows;
}

/** Percentiles of merged sketches; the middle of a sketch bucket is within 1 % of the truth. */
export async function listLatencyOfRollups(
  sql: Sql,
  query: LatencyQuery & { source: "hour" | "day" },
): Promise<RegionPoint[]> {
  // Not input: one of two names.
  const [table, start] =
    query.source === "hour" ? ["rollup_hour", "hour"] : ["rollup_day", "(day::timestamp AT TIME ZONE 'UTC')"];
  const { rows } = await sql.query<RegionPoint>(
    `WITH parts AS MATERIALIZED (
        SELECT region_id, floor((extract(epoch FROM ${start}) * 1000)::float8 / $4) * $4 AS at,
          ok, failed, max_us, sketch_keys, sketch_counts
        FROM ${table} WHERE monitor_id = $1 AND ${start} >= $2 AND ${start} < $3
      ), totals AS (
        SELECT region_id, at, sum(ok)::int AS ok, sum(failed)::int AS failed, max(max_us) / 1000.0::float8 AS max_ms
        FROM parts GROUP BY 1, 2
      ), ladder AS (
        SELECT region_id, at, power(1.02::float8, key) * 2 / 2.02 / 1000 AS ms,
          sum(sum(count)) OVER (PARTITION BY region_id, at ORDER BY key) AS up_to
        FROM parts CROSS JOIN LATERAL unnest(sketch_keys, sketch_counts) AS sketch(key, count)
        GROUP BY region_id, at, key
      )
      SELECT r.code AS region, t.at, t.ok, t.failed, t.max_ms AS "maxMs",
        min(ms) FILTER (WHERE up_to > 0.50 * (t.ok - 1)) AS "p50Ms",
        min(ms) FILTER (WHERE up_to > 0.95 * (t.ok - 1)) AS "p95Ms"
      FROM totals t JOIN region r ON r.id = t.region_id
      LEFT JOIN ladder l ON l.region_id = t.region_id AND l.at = t.at
      GROUP BY r.id, r.code, t.at, t.ok, t.failed, t.max_ms
      ORDER BY r.id, t.at`,
    [query.monitorId, new Date(query.fromMs), new Date(query.toMs), query.bucketMs],
  );
  return rows;
}
