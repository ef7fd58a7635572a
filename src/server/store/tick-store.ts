import { Origin } from "#contracts/job.ts";
import { Outcome, type Tick } from "#contracts/tick.ts";
import type { Sql } from "./prisma.ts";
import { spanOf } from "./span-of.ts";

export type TickBatch = { regionId: number; vote: boolean; ticks: readonly Tick[] };
/** `unlessJudged`: store nothing when a monitor of the batch needs a verdict, which takes a transaction. */
export type TickInsert = TickBatch & { unlessJudged?: boolean };
/** `known`: how many belong to monitors that exist; `candidates`: monitors whose verdict may change. */
export type InsertedTicks = { inserted: number; known: number; candidates: number[] };

const OUTCOME_INDEX = new Map(Outcome.options.map((outcome, index) => [outcome, index]));
const ORIGIN_INDEX = new Map(Origin.options.map((origin, index) => [origin, index]));

// Sorted by key, so that two reports of the same slots wait for each other instead of deadlocking. The lateral look-up
// drops ticks of deleted monitors; OFFSET 0 keeps it a look-up by index, where the planner would read every monitor's
// state. Readings move by what was sent, not by what was inserted: comparing times makes a repeat harmless. A tick of a
// configuration that an edit has replaced has no vote. A candidate failed, was slow, or is of a monitor that is not plainly
// up.
const INSERT_TICKS = `
  WITH known AS MATERIALIZED (
    SELECT to_timestamp(row.at_ms / 1000::float8)::timestamptz(3) AS at, row.*,
      $2::boolean AND row.config_version >= state.config_version AS vote,
      row.outcome <> 0 OR state.verdict <> 'up' OR state.due_at IS NOT NULL
        OR coalesce(row.total_us > state.slow_us, false) AS is_candidate
    FROM unnest($3::bigint[], $4::int[], $5::int[], $6::int[], $7::int[], $8::int[], $9::int[], $10::int[], $11::int[],
      $12::int[], $13::smallint[], $14::smallint[], $15::smallint[], $16::int[], $17::boolean[])
      AS row(at_ms, monitor_id, total_us, dns_us, connect_us, tls_us, ttfb_us, transfer_us, bytes, late_ms, status,
        outcome, origin, config_version, newest)
    CROSS JOIN LATERAL (
      SELECT verdict, due_at, slow_us, config_version FROM monitor_state
      WHERE monitor_state.monitor_id = row.monitor_id OFFSET 0
    ) AS state
    ORDER BY row.monitor_id, row.at_ms
  ), judgement AS (
    SELECT EXISTS (SELECT FROM known WHERE is_candidate) AS needed
  ), inserted AS (
    INSERT INTO tick (scheduled_at, monitor_id, total_us, dns_us, connect_us, tls_us, ttfb_us, transfer_us, bytes,
      late_ms, region_id, status, outcome, origin, vote)
    SELECT at, monitor_id, total_us, dns_us, connect_us, tls_us, ttfb_us, transfer_us, bytes,
      late_ms, $1::smallint, status, outcome, origin, vote
    FROM known WHERE NOT $18 OR NOT (SELECT needed FROM judgement) ON CONFLICT DO NOTHING RETURNING 1
  ), moved AS (
    INSERT INTO monitor_region_state AS reading
      (monitor_id, region_id, scheduled_at, outcome, status, total_us, vote)
    SELECT monitor_id, $1, at, outcome, status, total_us, vote FROM known
    WHERE newest AND (NOT $18 OR NOT (SELECT needed FROM judgement))
    ON CONFLICT (monitor_id, region_id) DO UPDATE SET scheduled_at = excluded.scheduled_at,
      outcome = excluded.outcome, status = excluded.status, total_us = excluded.total_us, vote = excluded.vote
    WHERE excluded.scheduled_at > reading.scheduled_at
  )
  SELECT count(*)::int AS known, (SELECT count(*) FROM inserted)::int AS inserted,
    array_agg(monitor_id) FILTER (WHERE is_candidate) AS candidates
  FROM known`;

/** Stores the ticks whose slots are new and moves the region's newest readings, in one statement. */
export async function insertTicks(sql: Sql, batch: TickInsert): Promise<InsertedTicks> {
  const newest = findNewest(batch.ticks);
  const { rows } = await sql.query<Omit<InsertedTicks, "candidates"> & { candidates: number[] | null }>({
    name: "insert-ticks",
    text: INSERT_TICKS,
    values: [
      batch.regionId,
      batch.vote,
      ...toColumns(batch.ticks),
      toLiteral(batch.ticks, (tick) => (newest.get(tick.monitorId) === tick ? "t" : "f")),
      batch.unlessJudged === true,
    ],
  });
  const row = rows[0];
  if (!row) return { inserted: 0, known: 0, candidates: [] };
  return { inserted: row.inserted, known: row.known, candidates: [...new Set(row.candidates)] };
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
        SELECT to_timestamp(at_ms / 1000::float8)::timestamptz(3) AS at, monitor_id, evidence
        FROM unnest($2::bigint[], $3::int[], $4::jsonb[]) AS given(at_ms, monitor_id, evidence)
      ) AS row
      JOIN monitor_state ON monitor_state.monitor_id = row.monitor_id
      WHERE NOT EXISTS (
        SELECT FROM tick WHERE tick.monitor_id = row.monitor_id AND tick.region_id = $1
          AND tick.scheduled_at = row.at
          AND tick.scheduled_at BETWEEN to_timestamp($5 / 1000.0) AND to_timestamp($6 / 1000.0)
      )
      ORDER BY row.monitor_id, row.at
      ON CONFLICT DO NOTHING`,
    values: [
      batch.regionId,
      ticks.map((tick) => tick.scheduledAt),
      ticks.map((tick) => tick.monitorId),
      ticks.map((tick) => JSON.stringify(tick.evidence)),
      ...spanOf(ticks.map((tick) => tick.scheduledAt)),
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
  (tick) => tick.configVersion,
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
