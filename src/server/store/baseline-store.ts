import type { Sql } from "./prisma.ts";

const HOUR_MS = 3_600_000;
const WEEK_MS = 7 * 24 * HOUR_MS;
/** From fewer checks than this nobody can tell what is usual. */
const MIN_TICKS = 5;
const KEPT_MS = 48 * HOUR_MS;

// Monitors `m` of workspaces `w` whose policy compares with what is usual.
const IS_RELATIVE = `m.paused_at IS NULL
  AND jsonb_path_exists(coalesce(nullif(m.policy, 'null'), w.policy), '$.slowRules[*].limit ? (@.kind == "relative")')`;

/**
 * Keeps what was usual in the same hour a week before, for monitors that have nothing for it yet; without enough checks
 * nothing is usual, and the row says so by being empty. Answers how many were written.
 */
export async function saveBaselines(sql: Sql, hourMs: number): Promise<number> {
  const { rowCount } = await sql.query({
    name: "save-baselines",
    text: `WITH written AS (
        INSERT INTO monitor_baseline (monitor_id, hour, median_us)
        SELECT m.id, to_timestamp($1::float8 / 1000), coalesce(usual.median_us, '{}')
        FROM monitor m JOIN workspace w ON w.id = m.workspace_id
        CROSS JOIN LATERAL (
          SELECT CASE WHEN count(*) >= ${MIN_TICKS} THEN jsonb_strip_nulls(jsonb_build_object(
              'total', percentile_cont(0.5) WITHIN GROUP (ORDER BY total_us),
              'dns', percentile_cont(0.5) WITHIN GROUP (ORDER BY dns_us),
              'connect', percentile_cont(0.5) WITHIN GROUP (ORDER BY connect_us),
              'tls', percentile_cont(0.5) WITHIN GROUP (ORDER BY tls_us),
              'ttfb', percentile_cont(0.5) WITHIN GROUP (ORDER BY ttfb_us),
              'transfer', percentile_cont(0.5) WITHIN GROUP (ORDER BY transfer_us)
            )) END AS median_us
          FROM tick
          WHERE tick.monitor_id = m.id AND tick.vote AND tick.outcome = 0
            AND tick.scheduled_at >= to_timestamp(($1::float8 - ${WEEK_MS}) / 1000.0)
            AND tick.scheduled_at < to_timestamp(($1::float8 - ${WEEK_MS - HOUR_MS}) / 1000.0)
        ) AS usual
        WHERE ${IS_RELATIVE} AND NOT EXISTS (
          SELECT FROM monitor_baseline b WHERE b.monitor_id = m.id AND b.hour = to_timestamp($1 / 1000.0)
        )
        ON CONFLICT DO NOTHING
        RETURNING monitor_id
      )
      SELECT monitor_id FROM written`,
    values: [hourMs],
  });
  return rowCount ?? 0;
}

/** Has the clock judge the monitors that compare with what is usual: what counts as slow follows. */
export async function wakeRelative(sql: Sql, nowMs: number): Promise<void> {
  await sql.query({
    name: "wake-relative",
    text: `WITH held AS (
        SELECT s.monitor_id FROM monitor_state s
        JOIN monitor m ON m.id = s.monitor_id JOIN workspace w ON w.id = m.workspace_id
        WHERE ${IS_RELATIVE} ORDER BY s.monitor_id FOR UPDATE OF s
      )
      UPDATE monitor_state s SET due_at = least(s.due_at, to_timestamp($1 / 1000.0))
      FROM held WHERE s.monitor_id = held.monitor_id`,
    values: [nowMs],
  });
}

export async function deleteOldBaselines(sql: Sql, nowMs: number): Promise<void> {
  await sql.query({
    name: "delete-old-baselines",
    text: "DELETE FROM monitor_baseline WHERE hour < to_timestamp($1 / 1000.0)",
    values: [nowMs - KEPT_MS],
  });
}
