import { GapReason } from "#contracts/tick.ts";
import type { Sql } from "./prisma.ts";

export type GapRow = { monitorId: number; regionId: number; scheduledAt: number; reason: GapReason };

/** Records slots that have no tick; a slot with a tick, a known gap or a deleted monitor is left out. */
export async function insertGaps(sql: Sql, gaps: readonly GapRow[]): Promise<number> {
  if (gaps.length === 0) return 0;
  const { rowCount } = await sql.query({
    name: "insert-gaps",
    text: `
      INSERT INTO gap (scheduled_at, monitor_id, region_id, reason)
      SELECT slot.at, slot.monitor_id, slot.region_id, slot.reason
      FROM (
        SELECT monitor_id, region_id, to_timestamp(at_ms / 1000::float8)::timestamptz(3) AS at, reason
        FROM unnest($1::int[], $2::smallint[], $3::bigint[], $4::smallint[]) AS row(monitor_id, region_id, at_ms, reason)
      ) AS slot
      JOIN monitor ON monitor.id = slot.monitor_id
      WHERE NOT EXISTS (
        SELECT FROM tick WHERE tick.monitor_id = slot.monitor_id AND tick.region_id = slot.region_id
          AND tick.scheduled_at = slot.at
      )
      ORDER BY slot.monitor_id, slot.region_id, slot.at
      ON CONFLICT DO NOTHING`,
    values: [
      gaps.map((gap) => gap.monitorId),
      gaps.map((gap) => gap.regionId),
      gaps.map((gap) => gap.scheduledAt),
      gaps.map((gap) => GapReason.options.indexOf(gap.reason)),
    ],
  });
  return rowCount ?? 0;
}

/** A check that arrived after all: its slot is no gap. */
export async function healGaps(
  sql: Sql,
  ticks: { regionId: number; monitorIds: readonly number[]; scheduledAt: readonly number[] },
): Promise<number> {
  const { rowCount } = await sql.query({
    name: "heal-gaps",
    text: `
      DELETE FROM gap USING unnest($2::int[], $3::bigint[]) AS late(monitor_id, at_ms), tick
      WHERE gap.region_id = $1 AND gap.monitor_id = late.monitor_id
        AND gap.scheduled_at = to_timestamp(late.at_ms / 1000::float8)::timestamptz(3)
        AND tick.monitor_id = gap.monitor_id AND tick.region_id = gap.region_id
        AND tick.scheduled_at = gap.scheduled_at`,
    values: [ticks.regionId, [...ticks.monitorIds], [...ticks.scheduledAt]],
  });
  return rowCount ?? 0;
}
