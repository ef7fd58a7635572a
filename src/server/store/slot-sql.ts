/**
 * Common table expressions that end in `open_slot(monitor_id, region_id, config_version, interval_ms, at_ms)`: every slot
 * of an open assignment in ($1, $2] (epoch ms). They walk the distinct intervals by the index, then read one range of
 * offsets per interval and cycle: the work grows with the slots in the span, not with the monitors that exist. OFFSET 0
 * keeps the planner from turning that into a scan of all.
 */
export const OPEN_SLOTS = `
  grid(interval_ms) AS (
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
  ), open_slot AS (
    SELECT due.monitor_id, due.region_id, due.config_version, cycle.interval_ms, cycle.base + due.offset_ms AS at_ms
    FROM cycle CROSS JOIN LATERAL (
      SELECT region_id, monitor_id, config_version, offset_ms, from_at FROM assignment
      WHERE until_at IS NULL AND interval_ms = cycle.interval_ms
        AND offset_ms BETWEEN cycle.lowest AND cycle.highest
      OFFSET 0
    ) AS due
    WHERE due.from_at <= to_timestamp((cycle.base + due.offset_ms) / 1000::float8)
  )`;

const FROM_MS = "(extract(epoch FROM from_at) * 1000)::bigint";
const UNTIL_MS = "(extract(epoch FROM until_at) * 1000)::bigint";
const LOWEST_MS = `greatest($1::bigint + 1, ${FROM_MS})`;

/** Of a row of `assignment`: its first slot after $1, and the last moment up to $2 that a slot may have. */
export const FIRST_SLOT_MS = `(${LOWEST_MS} + mod(mod(offset_ms - ${LOWEST_MS}, interval_ms) + interval_ms, interval_ms))`;
export const LAST_SLOT_MS = `least($2::bigint, coalesce(${UNTIL_MS} - 1, $2::bigint))`;

/** A probe learns of an edit a moment later: a slot of the old grid may still have run. */
export const STRAGGLER_MS = 120_000;

/** Of a row of `assignment` that has ended: the first moment from its end on that would have been a slot. */
export const FIRST_STRAGGLER_MS = `(${UNTIL_MS} + mod(mod(offset_ms - ${UNTIL_MS}, interval_ms) + interval_ms, interval_ms))`;
export const LAST_STRAGGLER_MS = `(${UNTIL_MS} + ${STRAGGLER_MS})`;

/** `slot(monitor_id, region_id, at_ms)`: every slot of every assignment, open or closed, in ($1, $2]. */
export const ALL_SLOTS = `${OPEN_SLOTS}, slot AS (
    SELECT monitor_id, region_id, at_ms FROM open_slot
    UNION ALL
    SELECT monitor_id, region_id, at_ms FROM assignment,
      generate_series(${FIRST_SLOT_MS}, ${LAST_SLOT_MS}, interval_ms::bigint) AS at_ms
    WHERE until_at IS NOT NULL AND until_at > to_timestamp($1::bigint / 1000.0)
      AND from_at <= to_timestamp($2::bigint / 1000.0)
  )`;
