import type { LatencyPoint } from "#contracts/latency.ts";
import { Outcome } from "#contracts/tick.ts";
import type { Sketch } from "#domain/uptime/sketch.ts";
import { PACKED_SKETCH, type PackedSketch, unpackSketch } from "./packed-sketch.ts";
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

type Table = "rollup_hour" | "rollup_day";
export type RollupPart = {
  region: string;
  at: number;
  ok: number;
  failed: number;
  maxUs: number | null;
  sketch: Sketch;
};
type PartRow = Omit<RollupPart, "sketch"> & PackedSketch;

/** Rollups in order of region and time; merging their sketches here takes Postgres ten times as long as reading them. */
export async function listRollupParts(
  sql: Sql,
  query: { monitorId: number; fromMs: number; toMs: number; source: "hour" | "day" },
): Promise<RollupPart[]> {
  const table: Table = query.source === "hour" ? "rollup_hour" : "rollup_day";
  // Compared with the column as it is, so that the primary key is used.
  const [column, start, bound] =
    query.source === "hour"
      ? ["hour", "p.hour", "::timestamptz"]
      : ["day", "p.day::timestamp AT TIME ZONE 'UTC'", "::timestamptz AT TIME ZONE 'UTC'"];
  const { rows } = await sql.query<PartRow>({
    name: `list-${table}-parts`,
    text: `SELECT r.code AS region, (extract(epoch FROM ${start}) * 1000)::float8 AS at, p.ok, p.failed,
        p.max_us AS "maxUs", ${PACKED_SKETCH}
      FROM ${table} p JOIN region r ON r.id = p.region_id
      WHERE p.monitor_id = $1 AND p.${column} >= ($2${bound}) AND p.${column} < ($3${bound})
      ORDER BY p.region_id, p.${column}`,
    values: [query.monitorId, new Date(query.fromMs), new Date(query.toMs)],
  });
  return rows.map(({ keys, counts, ...row }) => ({ ...row, sketch: unpackSketch({ keys, counts }) }));
}
