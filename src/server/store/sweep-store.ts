import { GapReason } from "#contracts/tick.ts";
import type { Span } from "#domain/schedule/slots.ts";
import type { Sql } from "./prisma.ts";
import type { DueSlot } from "./schedule-store.ts";
import { ALL_SLOTS, OPEN_SLOTS } from "./slot-sql.ts";
import { NOT_A_READING } from "./verdict-store.ts";

/** Writes a gap for every slot in (fromMs, toMs] that is neither a tick nor explained. */
export async function writeOffSlots(sql: Sql, span: Span): Promise<number> {
  const { rowCount } = await sql.query({
    name: "write-off-slots",
    text: `WITH RECURSIVE ${ALL_SLOTS}
      INSERT INTO gap (scheduled_at, monitor_id, region_id, reason)
      SELECT due.at, due.monitor_id, due.region_id, $3
      FROM (
        SELECT monitor_id, region_id, to_timestamp(at_ms / 1000::float8)::timestamptz(3) AS at FROM slot
      ) AS due
      LEFT JOIN (
        SELECT monitor_id, region_id, scheduled_at FROM tick
        WHERE scheduled_at > to_timestamp($1::bigint / 1000.0) AND scheduled_at <= to_timestamp($2::bigint / 1000.0)
      ) AS done
        ON done.monitor_id = due.monitor_id AND done.region_id = due.region_id AND done.scheduled_at = due.at
      WHERE done.monitor_id IS NULL AND NOT EXISTS (
        SELECT FROM outage WHERE due.at > from_at AND due.at <= to_at
          AND (outage.region_id IS NULL OR outage.region_id = due.region_id)
      )
      ON CONFLICT DO NOTHING`,
    values: [span.fromMs, span.toMs, GapReason.options.indexOf("lost")],
  });
  return rowCount ?? 0;
}

export type OverdueSlot = DueSlot & { region: string };

/**
 * Slots whose tick should have come between `sinceMs` and `nowMs` (time-out + 5 s after the slot), did not, and which
 * are still fresh. Only of regions that have a live probe: where it is away, the job still waits in the stream.
 */
export async function listOverdueSlots(
  sql: Sql,
  given: { sinceMs: number; nowMs: number; seenAfterMs: number; limit: number },
): Promise<OverdueSlot[]> {
  const { rows } = await sql.query<OverdueSlot>({
    name: "list-overdue-slots",
    text: `WITH RECURSIVE ${OPEN_SLOTS}
      SELECT s.monitor_id AS "monitorId", s.region_id AS "regionId", s.config_version AS "configVersion",
        s.interval_ms AS "intervalMs", s.at_ms::float8 AS "scheduledAt", r.code AS region
      FROM open_slot s
      JOIN region r ON r.id = s.region_id AND r.enabled AND r.last_seen_at > to_timestamp($5 / 1000.0)
      JOIN monitor m ON m.id = s.monitor_id
      WHERE s.at_ms > $3::bigint - m.timeout_ms - 5000 AND s.at_ms <= $4::bigint - m.timeout_ms - 5000
        AND s.at_ms > $4::bigint - least(s.interval_ms, 60000)
        AND NOT EXISTS (
          SELECT FROM tick WHERE tick.monitor_id = s.monitor_id AND tick.region_id = s.region_id
            AND tick.scheduled_at = to_timestamp(s.at_ms / 1000::float8)::timestamptz(3)
        )
        AND NOT EXISTS (
          SELECT FROM gap WHERE gap.monitor_id = s.monitor_id AND gap.region_id = s.region_id
            AND gap.scheduled_at = to_timestamp(s.at_ms / 1000::float8)::timestamptz(3)
        )
      ORDER BY s.at_ms DESC LIMIT $6`,
    values: [
      given.sinceMs - 65_000,
      given.nowMs - 5_000,
      given.sinceMs,
      given.nowMs,
      given.seenAfterMs,
      given.limit,
    ],
  });
  return rows;
}

/** Removes gaps of slots in (fromMs, toMs] whose tick was committed while the gap was being written. */
export async function healGapsBetween(sql: Sql, span: Span): Promise<number> {
  const { rowCount } = await sql.query({
    name: "heal-gaps-between",
    text: `DELETE FROM gap USING tick
      WHERE gap.scheduled_at > to_timestamp($1 / 1000.0) AND gap.scheduled_at <= to_timestamp($2 / 1000.0)
        AND tick.monitor_id = gap.monitor_id AND tick.region_id = gap.region_id
        AND tick.scheduled_at = gap.scheduled_at`,
    values: [span.fromMs, span.toMs],
  });
  return rowCount ?? 0;
}

/** When the first grid began, which is where the first sweep starts. */
export async function findFirstAssignment(sql: Sql): Promise<number | null> {
  const { rows } = await sql.query<{ at: Date | null }>("SELECT min(from_at) AS at FROM assignment");
  return rows[0]?.at?.getTime() ?? null;
}

/** Monitors with a verdict whose newest readings are too old to hold it up. */
export async function listSilentMonitors(
  sql: Sql,
  given: { nowMs: number; limit: number },
): Promise<number[]> {
  const { rows } = await sql.query<{ id: number }>({
    name: "list-silent-monitors",
    text: `SELECT s.monitor_id AS id FROM monitor_state s JOIN monitor m ON m.id = s.monitor_id
      WHERE s.raw <> 'unknown' AND m.paused_at IS NULL AND m.kind <> 'heartbeat' AND NOT EXISTS (
        SELECT FROM monitor_region_state r
        WHERE r.monitor_id = s.monitor_id AND r.vote AND r.outcome <> ALL($3::smallint[]) AND r.scheduled_at >
          to_timestamp($1 / 1000.0) - greatest(3 * m.interval_ms::bigint, 90000) * interval '1 ms'
      )
      ORDER BY s.monitor_id LIMIT $2`,
    values: [given.nowMs, given.limit, NOT_A_READING],
  });
  return rows.map((row) => row.id);
}
