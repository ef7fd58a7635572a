import { GapReason } from "#contracts/tick.ts";
import type { Span } from "#domain/schedule/slots.ts";
import type { Sql } from "./prisma.ts";

export type DueSlot = {
  regionId: number;
  monitorId: number;
  configVersion: number;
  intervalMs: number;
  scheduledAt: number;
};

// Walks the distinct intervals by the index, then reads one range of offsets per interval and cycle: the work grows
// with the slots in the span, not with the monitors that exist.
const DUE_SLOTS = `
  WITH RECURSIVE grid(interval_ms) AS (
    (SELECT interval_ms FROM assignment WHERE until_at IS NULL ORDER BY interval_ms LIMIT 1)
    UNION ALL
    SELECT (
      SELECT next.interval_ms FROM assignment AS next
      WHERE next.until_at IS NULL AND next.interval_ms > grid.interval_ms ORDER BY next.interval_ms LIMIT 1
    ) FROM grid WHERE grid.interval_ms IS NOT NULL
  ), cycle AS (
    SELECT interval_ms, number * interval_ms AS base,
      greatest($1::bigint + 1 - number * interval_ms, 0)::int AS lowest,
      least($2::bigint - number * interval_ms, interval_ms - 1)::int AS highest
    FROM grid, generate_series(($1::bigint + 1) / interval_ms, $2::bigint / interval_ms) AS number
    WHERE interval_ms IS NOT NULL
  )
  SELECT due.region_id, due.monitor_id, due.config_version, cycle.interval_ms, (cycle.base + due.offset_ms)::float8
  FROM cycle CROSS JOIN LATERAL (
    SELECT region_id, monitor_id, config_version, offset_ms, from_at FROM assignment
    WHERE until_at IS NULL AND interval_ms = cycle.interval_ms AND offset_ms BETWEEN cycle.lowest AND cycle.highest
  ) AS due
  WHERE due.from_at <= to_timestamp((cycle.base + due.offset_ms) / 1000.0)`;

/** Every slot of an open assignment in (fromMs, toMs]. */
export async function listDueSlots(sql: Sql, span: Span): Promise<DueSlot[]> {
  const { rows } = await sql.query<[number, number, number, number, number]>({
    name: "list-due-slots",
    text: DUE_SLOTS,
    values: [span.fromMs, span.toMs],
    rowMode: "array",
  });
  return rows.map(([regionId, monitorId, configVersion, intervalMs, scheduledAt]) => ({
    regionId,
    monitorId,
    configVersion,
    intervalMs,
    scheduledAt,
  }));
}

export type CatchUpGrid = {
  regionId: number;
  monitorId: number;
  configVersion: number;
  intervalMs: number;
  offsetMs: number;
  fromMs: number;
};

/** Takes the monitors whose grid began after the schedule had passed it: each is returned to one caller only. */
export async function takeCatchUps(sql: Sql): Promise<CatchUpGrid[]> {
  const taken = await sql.query<{ id: number }>({
    name: "take-catch-ups",
    text: "UPDATE monitor SET catch_up_from = NULL WHERE catch_up_from IS NOT NULL RETURNING id",
  });
  if (taken.rows.length === 0) return [];
  const { rows } = await sql.query<{
    region_id: number;
    monitor_id: number;
    config_version: number;
    interval_ms: number;
    offset_ms: number;
    from_at: Date;
  }>(
    `SELECT region_id, monitor_id, config_version, interval_ms, offset_ms, from_at
     FROM assignment WHERE until_at IS NULL AND monitor_id = ANY($1)`,
    [taken.rows.map((row) => row.id)],
  );
  return rows.map((row) => ({
    regionId: row.region_id,
    monitorId: row.monitor_id,
    configVersion: row.config_version,
    intervalMs: row.interval_ms,
    offsetMs: row.offset_ms,
    fromMs: row.from_at.getTime(),
  }));
}

export type Outage = { regionId: number | null; fromMs: number; toMs: number; reason: GapReason };

/** Records that no slot in (fromMs, toMs] was given to probes; lengthens the row that ends where this one starts. */
export async function recordOutage(sql: Sql, outage: Outage): Promise<void> {
  const values = [outage.regionId, outage.fromMs, outage.toMs, GapReason.options.indexOf(outage.reason)];
  const { rowCount } = await sql.query(
    `UPDATE outage SET to_at = to_timestamp($3 / 1000.0)
     WHERE region_id IS NOT DISTINCT FROM $1::smallint AND to_at = to_timestamp($2 / 1000.0) AND reason = $4`,
    values,
  );
  if (rowCount !== 0) return;
  await sql.query(
    `INSERT INTO outage (region_id, from_at, to_at, reason)
     VALUES ($1, to_timestamp($2 / 1000.0), to_timestamp($3 / 1000.0), $4)`,
    values,
  );
}

export async function findEpoch(sql: Sql): Promise<string | null> {
  const { rows } = await sql.query<{ value: string }>({
    name: "find-epoch",
    text: "SELECT value FROM stream_epoch WHERE id = 1",
  });
  return rows[0]?.value ?? null;
}

export async function saveEpoch(sql: Sql, value: string): Promise<void> {
  await sql.query(
    "INSERT INTO stream_epoch (id, value) VALUES (1, $1) ON CONFLICT (id) DO UPDATE SET value = excluded.value",
    [value],
  );
}
