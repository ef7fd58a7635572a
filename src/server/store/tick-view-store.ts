import { Origin } from "#contracts/job.ts";
import { Evidence, Outcome } from "#contracts/tick.ts";
import type { TickView } from "#contracts/view.ts";
import type { Sql } from "./prisma.ts";

export type TickPosition = { at: number; regionId: number };
export type TickRow = TickView & { regionId: number };

/** Newest first over all regions: each region's index is read from its newest end, day by day, until the page is full. */
export async function listTicks(
  sql: Sql,
  query: {
    monitorId: number;
    region: string | null;
    failedOnly: boolean;
    after: TickPosition | null;
    /** Null: from the first one on. */
    from: Date | null;
    to: Date;
    limit: number;
  },
): Promise<TickRow[]> {
  const { rows } = await sql.query<Record<string, number | null> & { code: string; message: string | null }>(
    `SELECT r.code, r.id::int AS region_id, (extract(epoch FROM page.scheduled_at) * 1000)::float8 AS at, page.origin,
        page.outcome, page.status, page.late_ms, page.total_us, page.dns_us, page.connect_us, page.tls_us, page.ttfb_us,
        page.transfer_us, page.bytes, page.vote::int AS vote, e.evidence->>'message' AS message
      FROM region r
      CROSS JOIN LATERAL (
        SELECT * FROM tick
        WHERE tick.monitor_id = $1 AND tick.region_id = r.id AND tick.scheduled_at <= $3
          AND (NOT $4 OR tick.outcome <> ${Outcome.options.indexOf("ok")})
          AND tick.scheduled_at >= coalesce($7::timestamptz, '-infinity')
          AND ($5::int IS NULL OR tick.scheduled_at < $3 OR tick.region_id > $5::int)
        ORDER BY tick.scheduled_at DESC LIMIT $6
      ) page
      LEFT JOIN tick_evidence e ON e.monitor_id = page.monitor_id AND e.region_id = page.region_id
        AND e.scheduled_at = page.scheduled_at
      WHERE $2::text IS NULL OR r.code = $2
      ORDER BY page.scheduled_at DESC, r.id LIMIT $6`,
    [
      query.monitorId,
      query.region,
      query.after ? new Date(query.after.at) : query.to,
      query.failedOnly,
      query.after?.regionId ?? null,
      query.limit,
      query.from,
    ],
  );
  return rows.map((row) => ({
    regionId: Number(row.region_id),
    at: Number(row.at),
    region: row.code,
    origin: Origin.options[Number(row.origin)] ?? "scheduled",
    outcome: Outcome.options[Number(row.outcome)] ?? "internal",
    status: row.status ?? null,
    lateMs: Number(row.late_ms),
    totalUs: Number(row.total_us),
    dnsUs: row.dns_us ?? null,
    connectUs: row.connect_us ?? null,
    tlsUs: row.tls_us ?? null,
    ttfbUs: row.ttfb_us ?? null,
    transferUs: row.transfer_us ?? null,
    bytes: Number(row.bytes),
    vote: row.vote === 1,
    message: row.message,
    hasEvidence: row.message !== null,
  }));
}

export async function findEvidence(
  sql: Sql,
  slot: { monitorId: number; region: string; at: Date },
): Promise<Evidence | null> {
  const { rows } = await sql.query<{ evidence: unknown }>(
    `SELECT e.evidence FROM tick_evidence e JOIN region r ON r.id = e.region_id
      WHERE e.monitor_id = $1 AND r.code = $2 AND e.scheduled_at = $3`,
    [slot.monitorId, slot.region, slot.at],
  );
  return rows[0] ? Evidence.parse(rows[0].evidence) : null;
}
