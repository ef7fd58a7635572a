import { Origin } from "#contracts/job.ts";
import { Outcome, type Tick } from "#contracts/tick.ts";
import type { Sql } from "./prisma.ts";

export type TickBatch = { regionId: number; vote: boolean; ticks: readonly Tick[] };
/** `known`: how many belong to monitors that exist; `candidates`: monitors whose verdict may change. */
export type InsertedTicks = { inserted: number; known: number; candidates: number[] };

const OUTCOME_INDEX = new Map(Outcome.options.map((outcome, index) => [outcome, index]));
const ORIGIN_INDEX = new Map(Origin.options.map((origin, index) => [origin, index]));

// Sorted by key, so that two reports of the same slots wait for each other instead of deadlocking. The join drops ticks
// of deleted monitors. A candidate failed or is not up. Readings move by what was sent, not by what was inserted: the
// comparison of times makes a repeat harmless.
const INSERT_TICKS = `
  WITH known AS MATERIALIZED (
    SELECT to_timestamp(row.at_ms / 1000.0)::timestamptz(3) AS at, row.*, state.verdict
    FROM unnest($3::bigint[], $4::int[], $5::int[], $6::int[], $7::int[], $8::int[], $9::int[], $10::int[], $11::int[],
      $12::int[], $13::smallint[], $14::smallint[], $15::smallint[], $16::boolean[])
      AS row(at_ms, monitor_id, total_us, dns_us, connect_us, tls_us, ttfb_us, transfer_us, bytes, late_ms, status,
        outcome, origin, newest)
    JOIN monitor_state AS state ON state.monitor_id = row.monitor_id
    ORDER BY row.monitor_id, row.at_ms
  ), inserted AS (
    INSERT INTO tick (scheduled_at, monitor_id, total_us, dns_us, connect_us, tls_us, ttfb_us, transfer_us, bytes,
      late_ms, region_id, status, outcome, origin, vote)
    SELECT at, monitor_id, total_us, dns_us, connect_us, tls_us, ttfb_us, transfer_us, bytes,
      late_ms, $1::smallint, status, outcome, origin, $2::boolean
    FROM known ON CONFLICT DO NOTHING RETURNING 1
  ), moved AS (
    UPDATE monitor_region_state AS reading
    SET scheduled_at = at, outcome = known.outcome, status = known.status, total_us = known.total_us, vote = $2
    FROM known
    WHERE newest AND reading.monitor_id = known.monitor_id AND reading.region_id = $1 AND reading.scheduled_at < at
    RETURNING 1
  )
  SELECT count(*)::int AS known, (SELECT count(*) FROM inserted)::int AS inserted,
    (SELECT count(*) FROM moved)::int AS moved, (count(*) FILTER (WHERE newest))::int AS newest,
    array_agg(monitor_id) FILTER (WHERE outcome <> 0 OR verdict <> 'up') AS candidates
  FROM known`;

/** Stores the ticks whose slots are new and moves the region's newest readings. */
export async function insertTicks(sql: Sql, batch: TickBatch): Promise<InsertedTicks> {
  const newest = findNewest(batch.ticks);
  const { rows } = await sql.query<
    InsertedTicks & { moved: number; newest: number; candidates: number[] | null }
  >({
    name: "insert-ticks",
    text: INSERT_TICKS,
    values: [
      batch.regionId,
      batch.vote,
      ...toColumns(batch.ticks),
      toLiteral(batch.ticks, (tick) => (newest.get(tick.monitorId) === tick ? "t" : "f")),
    ],
  });
  const row = rows[0];
  if (!row) return { inserted: 0, known: 0, candidates: [] };
  if (row.moved < row.newest) await addReadings(sql, { ...batch, ticks: [...newest.values()] });
  return { inserted: row.inserted, known: row.known, candidates: [...new Set(row.candidates)] };
}

/** The first reading of a monitor from a region; leaves newer ones alone. */
async function addReadings(sql: Sql, batch: TickBatch): Promise<void> {
  await sql.query({
    name: "add-readings",
    text: `
      INSERT INTO monitor_region_state AS state (monitor_id, region_id, scheduled_at, outcome, status, total_us, vote)
      SELECT row.monitor_id, $1, to_timestamp(row.at_ms / 1000.0), row.outcome, row.status, row.total_us, $2
      FROM unnest($3::bigint[], $4::int[], $5::int[], $6::smallint[], $7::smallint[])
        AS row(at_ms, monitor_id, total_us, status, outcome)
      JOIN monitor_state ON monitor_state.monitor_id = row.monitor_id
      ORDER BY row.monitor_id
      ON CONFLICT (monitor_id, region_id) DO UPDATE SET scheduled_at = excluded.scheduled_at,
        outcome = excluded.outcome, status = excluded.status, total_us = excluded.total_us, vote = excluded.vote
      WHERE excluded.scheduled_at > state.scheduled_at`,
    values: [
      batch.regionId,
      batch.vote,
      toLiteral(batch.ticks, (tick) => tick.scheduledAt),
      toLiteral(batch.ticks, (tick) => tick.monitorId),
      toLiteral(batch.ticks, (tick) => tick.totalUs),
      toLiteral(batch.ticks, (tick) => tick.status),
      toLiteral(batch.ticks, (tick) => OUTCOME_INDEX.get(tick.outcome)),
    ],
  });
}

function findNewest(ticks: readonly Tick[]): Map<number, Tick> {
  const newest = new Map<number, Tick>();
  for (const tick of ticks) {
    const other = newest.get(tick.monitorId);
    if (other === undefined || tick.scheduledAt > other.scheduledAt) newest.set(tick.monitorId, tick);
  }
  return newest;
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

type Column = (tick: Tick) => number | string | null | undefined;

const COLUMNS: readonly Column[] = [
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

function toColumns(ticks: readonly Tick[]): string[] {
  return COLUMNS.map((columnOf) => toLiteral(ticks, columnOf));
}

/** An array literal by hand: `pg` would quote and escape every number. */
function toLiteral(ticks: readonly Tick[], columnOf: Column): string {
  let literal = "";
  for (const tick of ticks) literal += `${literal === "" ? "{" : ","}${columnOf(tick) ?? "NULL"}`;
  return `${literal}}`;
}
