import { INBOUND_REGION } from "#contracts/heartbeat.ts";
import type { Sketch } from "#domain/uptime/sketch.ts";
import { PACKED_SKETCH, type PackedSketch, unpackSketch } from "./packed-sketch.ts";
import type { Sql } from "./prisma.ts";

export type DaySlots = { monitorId: number; at: number; known: number; expected: number };

/** Slots of each UTC day from `from` on, all regions together, by the rollups. */
export async function listSlotsOfDays(
  sql: Sql,
  query: { monitorIds: readonly number[]; from: Date },
): Promise<DaySlots[]> {
  const { rows } = await sql.query<DaySlots>({
    name: "list-slots-of-days",
    text: `SELECT monitor_id AS "monitorId", (extract(epoch FROM day::timestamp AT TIME ZONE 'UTC') * 1000)::float8 AS at,
        sum(ok + failed)::int AS known, sum(expected)::int AS expected
      FROM rollup_day WHERE monitor_id = ANY($1) AND day >= ($2::timestamptz AT TIME ZONE 'UTC')::date
      GROUP BY monitor_id, day`,
    values: [[...query.monitorIds], query.from],
  });
  return rows;
}

export type HourSketch = { monitorId: number; at: number; sketch: Sketch };

/** Latencies by hour, of everybody's regions alone: what a private location measures stays private. */
export async function listHourSketches(
  sql: Sql,
  query: { monitorIds: readonly number[]; from: Date },
): Promise<HourSketch[]> {
  const { rows } = await sql.query<Omit<HourSketch, "sketch"> & PackedSketch>({
    name: "list-public-hour-sketches",
    text: `SELECT p.monitor_id AS "monitorId", (extract(epoch FROM p.hour) * 1000)::float8 AS at, ${PACKED_SKETCH}
      FROM rollup_hour p JOIN region r ON r.id = p.region_id
      WHERE p.monitor_id = ANY($1) AND p.hour >= $2 AND r.workspace_id IS NULL AND r.code <> '${INBOUND_REGION}'`,
    values: [[...query.monitorIds], query.from],
  });
  return rows.map(({ keys, counts, ...row }) => ({ ...row, sketch: unpackSketch({ keys, counts }) }));
}
