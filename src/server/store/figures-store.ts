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
 * a bucket is its middle, so it is within 1 % of the truth. One monitor after the other: sorting the buckets of a whole
 * page at once spills to disk and takes three times as long.
 */
export async function listFigures(
  sql: Sql,
  query: { monitorIds: readonly number[]; from: Date; to: Date },
): Promise<Map<number, Figures>> {
  const { rows } = await sql.query<{ id: number } & Figures>(
    `SELECT wanted.id, total.expected, total.known, level."p50Us", level."p95Us", level."p99Us"
      FROM unnest($1::int[]) AS wanted(id)
      CROSS JOIN LATERAL (
        SELECT sum(expected)::int AS expected, sum(ok + failed)::int AS known, sum(ok)::int AS ok
        FROM rollup_hour WHERE monitor_id = wanted.id AND hour >= $2 AND hour < $3
      ) total
      CROSS JOIN LATERAL (
        SELECT min(us) FILTER (WHERE up_to > 0.50 * (total.ok - 1)) AS "p50Us",
          min(us) FILTER (WHERE up_to > 0.95 * (total.ok - 1)) AS "p95Us",
          min(us) FILTER (WHERE up_to > 0.99 * (total.ok - 1)) AS "p99Us"
        FROM (
          SELECT power(1.02::float8, key) * 2 / 2.02 AS us, sum(sum(count)::int) OVER (ORDER BY key) AS up_to
          FROM rollup_hour CROSS JOIN LATERAL unnest(sketch_keys, sketch_counts) AS bucket(key, count)
          WHERE monitor_id = wanted.id AND hour >= $2 AND hour < $3
          GROUP BY key
        ) ladder
      ) level
      WHERE total.expected IS NOT NULL`,
    [[...query.monitorIds], query.from, query.to],
  );
  return new Map(rows.map(({ id, ...figures }) => [id, figures]));
}
