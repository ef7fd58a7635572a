import type { Sql } from "./prisma.ts";

export type Figures = {
  expected: number;
  known: number;
  p50Us: number | null;
  p95Us: number | null;
  p99Us: number | null;
};

/**
 * Counts and percentiles over whole hours, all regions merged. Percentiles come from the merged sketches: the value of
 * a bucket is its middle, so it is within 1 % of the truth.
 */
export async function listFigures(
  sql: Sql,
  query: { monitorIds: readonly number[]; from: Date; to: Date },
): Promise<Map<number, Figures>> {
  const { rows } = await sql.query<{ id: number } & Figures>(
    `WITH hours AS MATERIALIZED (
        SELECT monitor_id, expected, ok, failed, sketch_keys, sketch_counts
        FROM rollup_hour
        WHERE monitor_id = ANY($1) AND hour >= $2 AND hour < $3
      ), totals AS (
        SELECT monitor_id, sum(expected)::int AS expected, sum(ok + failed)::int AS known, sum(ok) AS ok
        FROM hours GROUP BY monitor_id
      ), buckets AS (
        SELECT monitor_id, key, sum(count) AS count
        FROM hours CROSS JOIN LATERAL unnest(sketch_keys, sketch_counts) AS bucket(key, count)
        GROUP BY monitor_id, key
      ), ladder AS (
        SELECT monitor_id, power(1.02::float8, key) * 2 / 2.02 AS us,
          sum(count) OVER (PARTITION BY monitor_id ORDER BY key) AS up_to
        FROM buckets
      )
      SELECT t.monitor_id AS id, t.expected, t.known,
        min(us) FILTER (WHERE up_to > 0.50 * (t.ok - 1)) AS "p50Us",
        min(us) FILTER (WHERE up_to > 0.95 * (t.ok - 1)) AS "p95Us",
        min(us) FILTER (WHERE up_to > 0.99 * (t.ok - 1)) AS "p99Us"
      FROM totals t LEFT JOIN ladder l ON l.monitor_id = t.monitor_id
      GROUP BY t.monitor_id, t.expected, t.known`,
    [[...query.monitorIds], query.from, query.to],
  );
  return new Map(rows.map(({ id, ...figures }) => [id, figures]));
}
