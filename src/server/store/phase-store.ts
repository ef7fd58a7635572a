import type { PhasePoint } from "#contracts/latency.ts";
import { Outcome } from "#contracts/tick.ts";
import type { Sql } from "./prisma.ts";

export type PhaseQuery = {
  monitorId: number;
  /** Code; null: all regions. */
  region: string | null;
  fromMs: number;
  toMs: number;
  bucketMs: number;
  /** At most so many ticks of each bucket and region. */
  perBucket: number;
};

/** Means, because the phases of a mean lie exactly on each other; a long time is read in samples, bucket by bucket. */
export async function listPhases(sql: Sql, query: PhaseQuery): Promise<PhasePoint[]> {
  const { rows } = await sql.query<PhasePoint>({
    name: "list-phases",
    text: `SELECT bucket.at, avg(coalesce(dns_us, 0))::float8 / 1000 AS "dnsMs",
        avg(coalesce(connect_us, 0))::float8 / 1000 AS "connectMs", avg(coalesce(tls_us, 0))::float8 / 1000 AS "tlsMs",
        avg(ttfb_us)::float8 / 1000 AS "waitMs", avg(coalesce(transfer_us, 0))::float8 / 1000 AS "transferMs",
        count(*)::int AS checks
      FROM (
        SELECT ($3::float8 + $5::float8 * n) AS at FROM generate_series(0, (($4::float8 - $3::float8) / $5::float8)::int - 1) AS n
      ) bucket
      JOIN region r ON $2::text IS NULL OR r.code = $2
      CROSS JOIN LATERAL (
        SELECT * FROM tick
        WHERE monitor_id = $1 AND region_id = r.id AND scheduled_at >= to_timestamp(bucket.at / 1000)
          AND scheduled_at < to_timestamp((bucket.at + $5::float8) / 1000)
          AND outcome = ${Outcome.options.indexOf("ok")} AND ttfb_us IS NOT NULL
        LIMIT $6
      ) seen
      GROUP BY bucket.at ORDER BY bucket.at`,
    values: [query.monitorId, query.region, query.fromMs, query.toMs, query.bucketMs, query.perBucket],
  });
  return rows;
}
