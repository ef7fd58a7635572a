import type { Pool, Sql } from "./prisma.ts";
import { inTransaction } from "./sql-transaction.ts";

const BATCH = 500;

// What another planner holds is left to it.
const NEXT = `
  SELECT u.id, u.at < to_timestamp($2 / 1000.0) AND p.published_at < to_timestamp($2 / 1000.0) AS "isOld"
  FROM status_post_update u JOIN status_post p ON p.id = u.post_id JOIN status_page g ON g.id = p.page_id
  WHERE u.notify AND u.notified_at IS NULL AND p.published_at <= to_timestamp($1 / 1000.0) AND g.state = 'published'
  ORDER BY u.at, u.id LIMIT 1 FOR UPDATE OF u SKIP LOCKED`;

/** How bad, in the order of contracts/status-post.ts `PostImpact`. */
const rank = (column: string) => `array_position('{none,minor,major,critical}'::text[], ${column})`;

// Who has heard of the post hears of it until its end, also when it is not as bad any more or not theirs.
const PLAN = `
  WITH told AS (
    SELECT u.id, u.post_id, p.impact, p.page_id, g.workspace_id,
      ARRAY(SELECT component_id FROM status_post_component pc WHERE pc.post_id = p.id) AS components
    FROM status_post_update u JOIN status_post p ON p.id = u.post_id JOIN status_page g ON g.id = p.page_id
    WHERE u.id = $1
  )
  INSERT INTO delivery (id, workspace_id, channel_id, status_update_id, event, next_at, created_at, notification)
  SELECT gen_random_uuid(), told.workspace_id, c.id, told.id, 'status_update', to_timestamp($2 / 1000.0),
    to_timestamp($2 / 1000.0), '{}'
  FROM told JOIN status_subscriber s ON s.page_id = told.page_id AND s.confirmed_at IS NOT NULL
  JOIN channel c ON c.subscriber_id = s.id AND c.enabled
  WHERE NOT EXISTS (SELECT FROM delivery d WHERE d.status_update_id = told.id AND d.channel_id = c.id)
    AND (
      ${rank("told.impact")} >= ${rank("s.least_impact")}
        AND (cardinality(s.component_ids) = 0 OR cardinality(told.components) = 0 OR s.component_ids && told.components)
      OR EXISTS (
        SELECT FROM delivery before JOIN status_post_update u ON u.id = before.status_update_id
        WHERE before.channel_id = c.id AND u.post_id = told.post_id AND before.status <> 'suppressed'
      )
    )
  ORDER BY s.id LIMIT ${BATCH}
  ON CONFLICT (status_update_id, channel_id) DO NOTHING`;

export type PlannedBatch = { kind: "nothing" } | { kind: "planned"; count: number };

/**
 * The next batch of messages of the oldest update that nobody was told of yet, in a transaction of its own. An update
 * whose last batch is written is done with; one that is older than `oldMs` is news no more and is told to nobody.
 */
export function planBatch(pool: Pool, moment: { nowMs: number; oldMs: number }): Promise<PlannedBatch> {
  return inTransaction(pool, async (sql) => {
    const next = await sql.query<{ id: string; isOld: boolean }>({
      name: "next-untold-update",
      text: NEXT,
      values: [moment.nowMs, moment.oldMs],
    });
    const update = next.rows[0];
    if (update === undefined) return { kind: "nothing" };
    const count = update.isOld ? 0 : await insertBatch(sql, { id: update.id, nowMs: moment.nowMs });
    if (count < BATCH) await markTold(sql, { id: update.id, nowMs: moment.nowMs });
    return { kind: "planned", count };
  });
}

async function insertBatch(sql: Sql, update: { id: string; nowMs: number }): Promise<number> {
  const { rowCount } = await sql.query({
    name: "plan-update-batch",
    text: PLAN,
    values: [update.id, update.nowMs],
  });
  return rowCount ?? 0;
}

async function markTold(sql: Sql, update: { id: string; nowMs: number }): Promise<void> {
  await sql.query({
    name: "mark-update-told",
    text: "UPDATE status_post_update SET notified_at = to_timestamp($2 / 1000.0) WHERE id = $1",
    values: [update.id, update.nowMs],
  });
}

/** Addresses that nobody has confirmed in time. */
export async function forgetUnconfirmed(sql: Sql, createdBeforeMs: number): Promise<number> {
  const { rowCount } = await sql.query({
    name: "forget-unconfirmed-subscribers",
    text: "DELETE FROM status_subscriber WHERE confirmed_at IS NULL AND created_at < to_timestamp($1 / 1000.0)",
    values: [createdBeforeMs],
  });
  return rowCount ?? 0;
}
