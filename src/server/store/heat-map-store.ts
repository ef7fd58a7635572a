import type { Sketch } from "#domain/uptime/sketch.ts";
import { PACKED_SKETCH, type PackedSketch, unpackSketch } from "./packed-sketch.ts";
import type { Sql } from "./prisma.ts";

export type HeatPart = { weekday: number; hour: number; ok: number; failed: number; sketch: Sketch };

/** Hourly rollups with the weekday (1 is Monday) and the hour that the zone's clock showed when they began. */
export async function listHeatParts(
  sql: Sql,
  query: { monitorId: number; region: string | null; from: Date; zone: string },
): Promise<HeatPart[]> {
  const { rows } = await sql.query<Omit<HeatPart, "sketch"> & PackedSketch>({
    name: "list-heat-parts",
    text: `SELECT extract(isodow FROM p.hour AT TIME ZONE $4)::int AS weekday,
        extract(hour FROM p.hour AT TIME ZONE $4)::int AS hour, p.ok, p.failed, ${PACKED_SKETCH}
      FROM rollup_hour p JOIN region r ON r.id = p.region_id
      WHERE p.monitor_id = $1 AND ($2::text IS NULL OR r.code = $2) AND p.hour >= $3
      ORDER BY weekday, hour`,
    values: [query.monitorId, query.region, query.from, query.zone],
  });
  return rows.map(({ keys, counts, ...row }) => ({ ...row, sketch: unpackSketch({ keys, counts }) }));
}
