import { INBOUND_REGION_ID } from "#contracts/heartbeat.ts";
import { BACK_OFF } from "#contracts/tick.ts";
import { GAMMA } from "#domain/uptime/sketch.ts";
import type { Sql } from "./prisma.ts";
import {
  FIRST_SLOT_MS,
  FIRST_STRAGGLER_MS,
  LAST_SLOT_MS,
  LAST_STRAGGLER_MS,
  STRAGGLER_MS,
} from "./slot-sql.ts";

const HOUR_MS = 3_600_000;
const DAY_MS = 86_400_000;

// A heartbeat has no grid: what was expected of it is a tick or a gap. A slot that was left out on purpose was not expected.
// The columns that hourly and daily rollups share. Only scheduled ticks are rolled up, so that ticks compare with expected;
// a tick that has no vote, or says nothing about the target, counts as internal. So does one on the old grid that was stored
// while the edit was on its way: it has a vote, and would hide a slot that was due. sum, min, max and the sketch are of ok
// ticks.
const COUNTED = "expected, ticks, ok, failed, internal, sum_us, min_us, max_us, sketch_keys, sketch_counts";
const OVERWRITE = COUNTED.split(", ")
  .map((column) => `${column} = excluded.${column}`)
  .join(", ");

/** Recomputes one hour from its ticks; slots are expected up to `expectedToMs`. Returns the rows written. */
export async function rollUpHour(sql: Sql, hour: { fromMs: number; expectedToMs: number }): Promise<number> {
  const { rowCount } = await sql.query({
    name: "roll-up-hour",
    text: `
      WITH straggler AS (
        SELECT DISTINCT monitor_id, region_id, to_timestamp(at_ms / 1000::float8)::timestamptz(3) AS scheduled_at
        FROM assignment AS ended, generate_series(${FIRST_STRAGGLER_MS}, ${LAST_STRAGGLER_MS}, interval_ms::bigint) AS at_ms
        WHERE until_at > to_timestamp(($3::bigint - ${STRAGGLER_MS}) / 1000.0)
          AND until_at < to_timestamp(($3::bigint + ${HOUR_MS}) / 1000.0)
          AND NOT EXISTS (
            SELECT FROM assignment AS due
            WHERE due.monitor_id = ended.monitor_id AND due.region_id = ended.region_id
              AND due.from_at <= to_timestamp(at_ms / 1000::float8)
              AND (due.until_at IS NULL OR due.until_at > to_timestamp(at_ms / 1000::float8))
              AND mod(at_ms - due.offset_ms, due.interval_ms) = 0
          )
      ), reading AS (
        SELECT monitor_id, region_id, outcome, total_us, vote AND straggler.monitor_id IS NULL AS vote
        FROM tick LEFT JOIN straggler USING (monitor_id, region_id, scheduled_at)
        WHERE scheduled_at >= to_timestamp($3::bigint / 1000.0) AND scheduled_at < to_timestamp(($3::bigint + ${HOUR_MS}) / 1000.0)
          AND origin = 0
      ), cell AS (
        SELECT monitor_id, region_id,
          CASE WHEN NOT vote OR outcome IN (11, 12) THEN 'internal' WHEN outcome = 0 THEN 'ok' ELSE 'failed' END AS kind,
          CASE WHEN vote AND outcome = 0
            THEN ceil(ln(greatest(total_us, 1)::float8) / ln(${GAMMA}::float8))::smallint END AS key,
          count(*)::int AS ticks, sum(total_us) AS sum_us, min(total_us) AS min_us, max(total_us) AS max_us
        FROM reading GROUP BY 1, 2, 3, 4
      ), seen AS (
        SELECT monitor_id, region_id, sum(ticks)::int AS ticks,
          coalesce(sum(ticks) FILTER (WHERE kind = 'ok'), 0)::int AS ok,
          coalesce(sum(ticks) FILTER (WHERE kind = 'failed'), 0)::int AS failed,
          coalesce(sum(ticks) FILTER (WHERE kind = 'internal'), 0)::int AS internal,
          coalesce(sum(sum_us) FILTER (WHERE kind = 'ok'), 0)::bigint AS sum_us,
          min(min_us) FILTER (WHERE kind = 'ok') AS min_us, max(max_us) FILTER (WHERE kind = 'ok') AS max_us,
          coalesce(array_agg(key ORDER BY key) FILTER (WHERE kind = 'ok'), '{}') AS sketch_keys,
          coalesce(array_agg(ticks ORDER BY key) FILTER (WHERE kind = 'ok'), '{}') AS sketch_counts
        FROM cell GROUP BY 1, 2
      ), due AS (
        SELECT monitor_id, region_id,
          sum(greatest(0, (${LAST_SLOT_MS} - ${FIRST_SLOT_MS}) / interval_ms + 1))::int AS expected
        FROM assignment
        WHERE from_at < to_timestamp($2 / 1000.0)
          AND (until_at IS NULL OR until_at > to_timestamp($1 / 1000.0))
          AND ${FIRST_SLOT_MS} <= ${LAST_SLOT_MS}
        GROUP BY 1, 2
        UNION ALL
        SELECT monitor_id, region_id, count(*)::int FROM gap
        WHERE region_id = ${INBOUND_REGION_ID} AND scheduled_at >= to_timestamp($3::bigint / 1000.0)
          AND scheduled_at <= to_timestamp($2::bigint / 1000.0)
        GROUP BY 1, 2
      ), left_out AS (
        SELECT monitor_id, region_id, count(*)::int AS slots FROM gap
        WHERE reason = ${BACK_OFF} AND scheduled_at >= to_timestamp($3::bigint / 1000.0)
          AND scheduled_at <= to_timestamp($2::bigint / 1000.0)
        GROUP BY 1, 2
      )
      INSERT INTO rollup_hour (monitor_id, region_id, hour, ${COUNTED})
      SELECT monitor_id, region_id, to_timestamp($3::bigint / 1000.0),
        greatest(coalesce(expected, 0) - coalesce(slots, 0), 0)
          + CASE WHEN region_id = ${INBOUND_REGION_ID} THEN coalesce(ticks, 0) ELSE 0 END, coalesce(ticks, 0),
        coalesce(ok, 0), coalesce(failed, 0), coalesce(internal, 0), coalesce(sum_us, 0), min_us, max_us,
        coalesce(sketch_keys, '{}'), coalesce(sketch_counts, '{}')
      FROM due FULL JOIN seen USING (monitor_id, region_id) LEFT JOIN left_out USING (monitor_id, region_id)
      ON CONFLICT (monitor_id, region_id, hour) DO UPDATE SET ${OVERWRITE}`,
    // Slots lie in ($1, $2]; the hour itself is closed at its start.
    values: [hour.fromMs - 1, hour.expectedToMs, hour.fromMs],
  });
  return rowCount ?? 0;
}

/** Recomputes one UTC day from its hours. */
export async function rollUpDay(sql: Sql, dayMs: number): Promise<number> {
  const { rowCount } = await sql.query({
    name: "roll-up-day",
    text: `
      WITH hours AS (
        SELECT * FROM rollup_hour
        WHERE hour >= to_timestamp($1 / 1000.0) AND hour < to_timestamp(($1 + ${DAY_MS}) / 1000.0)
      ), total AS (
        SELECT monitor_id, region_id, sum(expected)::int AS expected, sum(ticks)::int AS ticks, sum(ok)::int AS ok,
          sum(failed)::int AS failed, sum(internal)::int AS internal, sum(sum_us)::bigint AS sum_us,
          min(min_us) AS min_us, max(max_us) AS max_us
        FROM hours GROUP BY 1, 2
      ), bucket AS (
        SELECT monitor_id, region_id, key, sum(count)::int AS count
        FROM hours, unnest(sketch_keys, sketch_counts) AS pair(key, count) GROUP BY 1, 2, 3
      ), sketch AS (
        SELECT monitor_id, region_id, array_agg(key ORDER BY key) AS sketch_keys,
          array_agg(count ORDER BY key) AS sketch_counts
        FROM bucket GROUP BY 1, 2
      )
      INSERT INTO rollup_day (monitor_id, region_id, day, ${COUNTED})
      SELECT monitor_id, region_id, (to_timestamp($1 / 1000.0) AT TIME ZONE 'UTC')::date, expected, ticks, ok, failed,
        internal, sum_us, min_us, max_us, coalesce(sketch_keys, '{}'), coalesce(sketch_counts, '{}')
      FROM total LEFT JOIN sketch USING (monitor_id, region_id)
      ON CONFLICT (monitor_id, region_id, day) DO UPDATE SET ${OVERWRITE}`,
    values: [dayMs],
  });
  return rowCount ?? 0;
}

/** How many slots fall due in a second. */
export async function measureSlotRate(sql: Sql): Promise<number> {
  const { rows } = await sql.query<{ rate: number }>(
    `SELECT coalesce(sum(1000.0 * grids / interval_ms), 0)::float8 AS rate
     FROM (SELECT interval_ms, count(*) AS grids FROM assignment WHERE until_at IS NULL GROUP BY 1) AS interval`,
  );
  return rows[0]?.rate ?? 0;
}
