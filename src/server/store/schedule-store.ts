import { GapReason } from "#contracts/tick.ts";
import type { Span } from "#domain/schedule/slots.ts";
import type { Sql } from "./prisma.ts";
import { OPEN_SLOTS } from "./slot-sql.ts";

export type DueSlot = {
  regionId: number;
  monitorId: number;
  configVersion: number;
  intervalMs: number;
  scheduledAt: number;
};

/** Every slot of an open assignment in (fromMs, toMs]. */
export async function listDueSlots(sql: Sql, span: Span): Promise<DueSlot[]> {
  const { rows } = await sql.query<[number, number, number, number, number]>({
    name: "list-due-slots",
    text: `WITH RECURSIVE ${OPEN_SLOTS}
      SELECT region_id, monitor_id, config_version, interval_ms, at_ms::float8 FROM open_slot`,
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
