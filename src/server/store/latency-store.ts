import type { LatencyPoint } from "#contracts/latency.ts";
import { Outcome } from "#contracts/tick.ts";
import type { Sql } from "./prisma.ts";

export type LatencyQuery = { monitorId: number; fromMs: number; toMs: number; bucketMs: number };
/** `region` null: all regions together. */
export type RegionPoint = LatencyPoint & { region: string | null };

const OK = Outcome.options.indexOf("ok");
const NOT_A_READING = (["internal", "blocked"] as const)
  .map((outcome) => Outcome.options.indexOf(outcome))
  .join(", ");

/** Exact percentiles of single ticks, per region and of all regions together. */
export async function listLatencyOfTicks(sql: Sql, query: LatencyQuery): Promise<RegionPoint[]> {
  const { rows } = await sql.query<RegionPoint>({
    name: "list-latency-of-ticks",
    text: `SELECT r.code AS region, bucket.at, bucket.ok, bucket.failed, bucket.max_ms AS "maxMs",
        bucket.level[1] / 1000.0::float8 AS "p50Ms", bucket.level[2] / 1000.0::float8 AS "p75Ms",
        bucket.level[3] / 1000.0::float8 AS "p95Ms", bucket.level[4] / 1000.0::float8 AS "p99Ms"
      FROM (
        SELECT region_id, at,
          percentile_disc(ARRAY[0.5, 0.75, 0.95, 0.99]) WITHIN GROUP (ORDER BY ok_us) AS level,
          max(ok_us) / 1000.0::float8 AS max_ms, count(ok_us)::int AS ok, (count(*) - count(ok_us))::int AS failed
        FROM (
          SELECT region_id, floor((extract(epoch FROM scheduled_at) * 1000)::float8 / $4) * $4 AS at,
            CASE WHEN outcome = ${OK} THEN total_us END AS ok_us
          FROM tick WHERE monitor_id = $1 AND scheduled_at >= $2 AND scheduled_at < $3
            AND outcome NOT IN (${NOT_A_READING})
        ) reading
        GROUP BY GROUPING SETS ((at, region_id), (at))
      ) bucket LEFT JOIN region r ON r.id = bucket.region_id
      ORDER BY r.id, bucket.at`,
    values: [query.monitorId, new Date(query.fromMs), new Date(query.toMs), query.bucketMs],
  });
  return rows;
}

/**
 * Percentiles of merged sketches, per region and of all regions together; the middle of a sketch bucket is within 1 % of
 * the truth. Region 0 stands for all.
 */
export async function listLatencyOfRollups(
  sql: Sql,
  query: LatencyQuery & { source: "hour" | "day" },
): Promise<RegionPoint[]> {
  // Not input: one of two names.
  const [table, column, start] =
    query.source === "hour"
      ? ["rollup_hour", "hour", "hour"]
      : ["rollup_day", "day", "(day::timestamp AT TIME ZONE 'UTC')"];
  // Compared with the column as it is, so that the primary key is used.
  const [from, to] =
    query.source === "hour"
      ? ["$2::timestamptz", "$3::timestamptz"]
      : ["($2::timestamptz AT TIME ZONE 'UTC')::date", "($3::timestamptz AT TIME ZONE 'UTC')::date"];
  const { rows } = await sql.query<RegionPoint>({
    name: `list-latency-of-${table}`,
    text: `WITH part AS MATERIALIZED (
        SELECT region_id, floor((extract(epoch FROM ${start}) * 1000)::float8 / $4) * $4 AS at,
          ok, failed, max_us, sketch_keys, sketch_counts
        FROM ${table} WHERE monitor_id = $1 AND ${column} >= ${from} AND ${column} < ${to}
      ), total AS (
        SELECT coalesce(region_id, 0) AS region_id, at, sum(ok)::int AS ok, sum(failed)::int AS failed,
          max(max_us) / 1000.0::float8 AS max_ms
        FROM part GROUP BY GROUPING SETS ((at, region_id), (at))
      ), counted AS (
        SELECT region_id, at, key, sum(count) AS count
        FROM part CROSS JOIN LATERAL unnest(sketch_keys, sketch_counts) AS sketch(key, count)
        GROUP BY 1, 2, 3
      ), merged AS (
        SELECT region_id, at, key, count FROM counted
        UNION ALL
        SELECT 0, at, key, sum(count) FROM counted GROUP BY at, key
      ), ladder AS (
        SELECT region_id, at, power(1.02::float8, key) * 2 / 2.02 / 1000 AS ms,
          sum(count) OVER (PARTITION BY region_id, at ORDER BY key) AS up_to
        FROM merged
      )
      SELECT r.code AS region, t.at, t.ok, t.failed, t.max_ms AS "maxMs",
        min(ms) FILTER (WHERE up_to > 0.50 * (t.ok - 1)) AS "p50Ms",
        min(ms) FILTER (WHERE up_to > 0.75 * (t.ok - 1)) AS "p75Ms",
        min(ms) FILTER (WHERE up_to > 0.95 * (t.ok - 1)) AS "p95Ms",
        min(ms) FILTER (WHERE up_to > 0.99 * (t.ok - 1)) AS "p99Ms"
      FROM total t LEFT JOIN region r ON r.id = t.region_id
      LEFT JOIN ladder l ON l.region_id = t.region_id AND l.at = t.at
      GROUP BY r.id, r.code, t.region_id, t.at, t.ok, t.failed, t.max_ms
      ORDER BY r.id, t.at`,
    values: [query.monitorId, new Date(query.fromMs), new Date(query.toMs), query.bucketMs],
  });
  return rows;
}
