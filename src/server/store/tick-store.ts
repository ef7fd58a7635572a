import { Origin } from "#contracts/job.ts";
import { Outcome, type Tick } from "#contracts/tick.ts";
import type { Sql } from "./prisma.ts";

export type TickBatch = { regionId: number; vote: boolean; ticks: readonly Tick[] };
export type InsertedTicks = { inserted: number; candidates: number[] };

const OUTCOME_INDEX = new Map(Outcome.options.map((outcome, index) => [outcome, index]));
const ORIGIN_INDEX = new Map(Origin.options.map((origin, index) => [origin, index]));

// Sorted by key, so that two reports of the same slots wait for each other instead of deadlocking. The join drops ticks
// of deleted monitors. A candidate is a monitor whose verdict may change: something failed, or it is not up.
const INSERT_TICKS = `
  WITH inserted AS (
    INSERT INTO tick (scheduled_at, monitor_id, total_us, dns_us, connect_us, tls_us, ttfb_us, transfer_us, bytes,
      late_ms, region_id, status, outcome, origin, vote)
    SELECT to_timestamp(row.at_ms / 1000.0), row.monitor_id, row.total_us, row.dns_us, row.connect_us, row.tls_us,
      row.ttfb_us, row.transfer_us, row.bytes, row.late_ms, $1::smallint, row.status, row.outcome, row.origin, $2
    FROM unnest($3::bigint[], $4::int[], $5::int[], $6::int[], $7::int[], $8::int[], $9::int[], $10::int[], $11::int[],
      $12::int[], $13::smallint[], $14::smallint[], $15::smallint[])
      AS row(at_ms, monitor_id, total_us, dns_us, connect_us, tls_us, ttfb_us, transfer_us, bytes, late_ms, status,
        outcome, origin)
    JOIN monitor_state ON monitor_state.monitor_id = row.monitor_id
    ORDER BY row.monitor_id, row.at_ms
    ON CONFLICT DO NOTHING
    RETURNING monitor_id, scheduled_at, outcome, status, total_us
  ), newest AS (
    INSERT INTO monitor_region_state AS state (monitor_id, region_id, scheduled_at, outcome, status, total_us, vote)
    SELECT DISTINCT ON (monitor_id) monitor_id, $1::smallint, scheduled_at, outcome, status, total_us, $2
    FROM inserted ORDER BY monitor_id, scheduled_at DESC
    ON CONFLICT (monitor_id, region_id) DO UPDATE SET scheduled_at = excluded.scheduled_at,
      outcome = excluded.outcome, status = excluded.status, total_us = excluded.total_us, vote = excluded.vote
    WHERE excluded.scheduled_at > state.scheduled_at
  )
  SELECT count(*)::int AS inserted,
    array_agg(DISTINCT inserted.monitor_id)
      FILTER (WHERE inserted.outcome <> 0 OR state.verdict <> 'up') AS candidates
  FROM inserted JOIN monitor_state AS state ON state.monitor_id = inserted.monitor_id`;

/** Stores the ticks whose slots are new and moves the region's newest readings; all in one statement. */
export async function insertTicks(sql: Sql, batch: TickBatch): Promise<InsertedTicks> {
  const { rows } = await sql.query<{ inserted: number; candidates: number[] | null }>({
    name: "insert-ticks",
    text: INSERT_TICKS,
    values: [batch.regionId, batch.vote, ...toColumns(batch.ticks)],
  });
  const row = rows[0];
  return { inserted: row?.inserted ?? 0, candidates: row?.candidates ?? [] };
}

/** Keeps evidence of ticks that are about to be inserted; a slot that has its tick keeps what it has. */
export async function insertEvidence(sql: Sql, batch: TickBatch): Promise<void> {
  const ticks = batch.ticks.filter((tick) => tick.evidence !== undefined);
  if (ticks.length === 0) return;
  await sql.query({
    name: "insert-evidence",
    text: `
      INSERT INTO tick_evidence (scheduled_at, monitor_id, region_id, evidence)
      SELECT row.at, row.monitor_id, $1, row.evidence
      FROM (
        SELECT to_timestamp(at_ms / 1000.0)::timestamptz(3) AS at, monitor_id, evidence
        FROM unnest($2::bigint[], $3::int[], $4::jsonb[]) AS given(at_ms, monitor_id, evidence)
      ) AS row
      JOIN monitor_state ON monitor_state.monitor_id = row.monitor_id
      WHERE NOT EXISTS (
        SELECT FROM tick WHERE tick.monitor_id = row.monitor_id AND tick.region_id = $1
          AND tick.scheduled_at = row.at
      )
      ORDER BY row.monitor_id, row.at
      ON CONFLICT DO NOTHING`,
    values: [
      batch.regionId,
      ticks.map((tick) => tick.scheduledAt),
      ticks.map((tick) => tick.monitorId),
      ticks.map((tick) => JSON.stringify(tick.evidence)),
    ],
  });
}

/** How many of the ticks belong to monitors that exist. */
export async function countKnownTicks(sql: Sql, ticks: readonly Tick[]): Promise<number> {
  const { rows } = await sql.query<{ known: number }>(
    "SELECT count(*)::int AS known FROM unnest($1::int[]) AS id JOIN monitor_state ON monitor_id = id",
    [ticks.map((tick) => tick.monitorId)],
  );
  return rows[0]?.known ?? 0;
}

type NumberColumn = (tick: Tick) => number | null | undefined;

const COLUMNS: readonly NumberColumn[] = [
  (tick) => tick.scheduledAt,
  (tick) => tick.monitorId,
  (tick) => tick.totalUs,
  (tick) => tick.dnsUs,
  (tick) => tick.connectUs,
  (tick) => tick.tlsUs,
  (tick) => tick.ttfbUs,
  (tick) => tick.transferUs,
  (tick) => tick.bytes,
  (tick) => tick.lateMs,
  (tick) => tick.status,
  (tick) => OUTCOME_INDEX.get(tick.outcome),
  (tick) => ORIGIN_INDEX.get(tick.origin),
];

/** Array literals by hand: `pg` would quote and escape every number. */
function toColumns(ticks: readonly Tick[]): string[] {
  return COLUMNS.map((columnOf) => {
    let literal = "{";
    for (const tick of ticks) literal += `${literal === "{" ? "" : ","}${columnOf(tick) ?? "NULL"}`;
    return `${literal}}`;
  });
}
