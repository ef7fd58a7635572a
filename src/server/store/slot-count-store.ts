import type { Sql } from "./prisma.ts";

export type SlotCount = { at: number; known: number; expected: number };

/** Slots of each UTC day from `from` on, all regions together, by the rollups. */
export async function listDaySlots(sql: Sql, query: { monitorId: number; from: Date }): Promise<SlotCount[]> {
  const { rows } = await sql.query<SlotCount>({
    name: "list-day-slots",
    text: `SELECT (extract(epoch FROM day::timestamp AT TIME ZONE 'UTC') * 1000)::float8 AS at,
        sum(ok + failed)::int AS known, sum(expected)::int AS expected
      FROM rollup_day WHERE monitor_id = $1 AND day >= ($2::timestamptz AT TIME ZONE 'UTC')::date
      GROUP BY day ORDER BY day`,
    values: [query.monitorId, query.from],
  });
  return rows;
}

/** Slots of the hours from `from` on, all regions together, by the rollups. */
export async function countHourSlots(
  sql: Sql,
  query: { monitorId: number; from: Date },
): Promise<Omit<SlotCount, "at">> {
  const { rows } = await sql.query<Omit<SlotCount, "at">>({
    name: "count-hour-slots",
    text: `SELECT coalesce(sum(ok + failed), 0)::int AS known, coalesce(sum(expected), 0)::int AS expected
      FROM rollup_hour WHERE monitor_id = $1 AND hour >= $2`,
    values: [query.monitorId, query.from],
  });
  return rows[0] ?? { known: 0, expected: 0 };
}
