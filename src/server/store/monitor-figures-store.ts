import type { HourFigures } from "#domain/uptime/strip-hours.ts";
import type { Figures } from "./figures-store.ts";
import type { Sql } from "./prisma.ts";

export type StoredFigures = Figures & { refreshedMs: number; hours: HourFigures[] };
type HourRow = [hourSec: number, expected: number, ok: number, failed: number, p95Us: number | null];

/** What was known of each monitor's last day when it was looked at last. */
export async function listStoredFigures(
  sql: Sql,
  monitorIds: readonly number[],
): Promise<Map<number, StoredFigures>> {
  const { rows } = await sql.query<Omit<StoredFigures, "hours"> & { id: number; hours: HourRow[] }>({
    name: "list-stored-figures",
    text: `SELECT monitor_id AS id, expected, known, p50_us AS "p50Us", p95_us AS "p95Us", p99_us AS "p99Us", hours,
        (extract(epoch FROM refreshed_at) * 1000)::float8 AS "refreshedMs"
      FROM monitor_figures WHERE monitor_id = ANY($1)`,
    values: [[...monitorIds]],
  });
  return new Map(rows.map(({ id, hours, ...row }) => [id, { ...row, hours: hours.map(toHour) }]));
}

function toHour([hourSec, _expected, ok, failed, p95Us]: HourRow): HourFigures {
  return { hourMs: hourSec * 1000, ok, failed, p95Us };
}

/** Of the monitors, hour by hour with all regions merged: what the list draws. */
export async function listHourRows(
  sql: Sql,
  query: { monitorIds: readonly number[]; from: Date; to: Date },
): Promise<Map<number, HourRow[]>> {
  const { rows } = await sql.query<{ id: number; hours: HourRow[] }>({
    name: "list-hour-rows",
    text: `SELECT wanted.id, day.hours
      FROM unnest($1::int[]) AS wanted(id)
      CROSS JOIN LATERAL (
        SELECT json_agg(json_build_array(extract(epoch FROM counted.hour)::bigint, expected, ok, failed, round(level.p95))
          ORDER BY counted.hour) AS hours
        FROM (
          SELECT hour, sum(expected)::int AS expected, sum(ok)::int AS ok, sum(failed)::int AS failed
          FROM rollup_hour WHERE monitor_id = wanted.id AND hour >= $2 AND hour < $3 GROUP BY hour
        ) counted
        LEFT JOIN (
          SELECT hour, min(us) FILTER (WHERE up_to > 0.95 * (total - 1)) AS p95
          FROM (
            SELECT hour, power(1.02::float8, key) * 2 / 2.02 AS us, sum(n) OVER (PARTITION BY hour ORDER BY key) AS up_to,
              sum(n) OVER (PARTITION BY hour) AS total
            FROM (
              SELECT hour, key, sum(count)::int AS n
              FROM rollup_hour CROSS JOIN LATERAL unnest(sketch_keys, sketch_counts) AS bucket(key, count)
              WHERE monitor_id = wanted.id AND hour >= $2 AND hour < $3 GROUP BY hour, key
            ) bucketed
          ) ladder GROUP BY hour
        ) level ON level.hour = counted.hour
      ) day
      WHERE day.hours IS NOT NULL`,
    values: [[...query.monitorIds], query.from, query.to],
  });
  return new Map(rows.map(({ id, hours }) => [id, hours]));
}

export type FreshFigures = Figures & { id: number; uptime: number | null; hours: HourRow[] };

/** A monitor that was deleted meanwhile has no row to write to. */
export async function saveFigures(
  sql: Sql,
  fresh: { figures: readonly FreshFigures[]; at: Date },
): Promise<void> {
  if (fresh.figures.length === 0) return;
  await sql.query({
    name: "save-figures",
    text: `UPDATE monitor_figures f SET refreshed_at = $2, expected = given.expected, known = given.known,
        uptime = given.uptime, p50_us = given."p50Us", p95_us = given."p95Us", p99_us = given."p99Us",
        hours = given.hours
      FROM (
        SELECT * FROM jsonb_to_recordset($1::jsonb) AS row(id int, expected int, known int, uptime float8,
          "p50Us" float8, "p95Us" float8, "p99Us" float8, hours jsonb) ORDER BY id
      ) given
      WHERE f.monitor_id = given.id`,
    values: [JSON.stringify(fresh.figures), fresh.at],
  });
}

/** Those whose figures are the oldest. */
export async function listStalest(sql: Sql, query: { before: Date; limit: number }): Promise<number[]> {
  const { rows } = await sql.query<{ id: number }>({
    name: "list-stalest-figures",
    text: `SELECT monitor_id AS id FROM monitor_figures WHERE refreshed_at < $1 ORDER BY refreshed_at LIMIT $2`,
    values: [query.before, query.limit],
  });
  return rows.map(({ id }) => id);
}
