import type { Pool } from "pg";
import type { Sql } from "./prisma.ts";

// While an incident is open, who was told of it says who is told of its end.
const DELETE_DELIVERIES = `DELETE FROM delivery WHERE id IN (
    SELECT d.id FROM delivery d
    WHERE d.created_at < to_timestamp($1 / 1000.0) AND d.status <> 'pending'
      AND NOT EXISTS (SELECT FROM incident i WHERE i.id = d.incident_id AND i.closed_at IS NULL)
    LIMIT 10000)`;

/** Removes hourly rollups, outages, closed grids and old deliveries that nothing refers to any more. */
export async function deleteExpired(
  sql: Sql,
  limits: { rollupMs: number; tickMs: number; deliveryMs: number },
): Promise<number> {
  const statements: [string, number][] = [
    ["DELETE FROM rollup_hour WHERE hour < to_timestamp($1 / 1000.0)", limits.rollupMs],
    ["DELETE FROM outage WHERE to_at < to_timestamp($1 / 1000.0)", limits.tickMs],
    ["DELETE FROM assignment WHERE until_at < to_timestamp($1 / 1000.0)", limits.tickMs],
    [DELETE_DELIVERIES, limits.deliveryMs],
  ];
  let deleted = 0;
  for (const [text, beforeMs] of statements) deleted += (await sql.query(text, [beforeMs])).rowCount ?? 0;
  return deleted;
}

const PURGED_AT_ONCE = 5;

/** Removes what monitors deleted before then left, a few monitors at a time; each statement commits by itself. */
export async function purgeDeleted(pool: Pool, beforeMs: number): Promise<number> {
  const { rows } = await pool.query<{ id: number }>(
    `SELECT monitor_id AS id FROM purge WHERE requested_at < to_timestamp($2 / 1000.0)
     ORDER BY requested_at LIMIT $1`,
    [PURGED_AT_ONCE, beforeMs],
  );
  if (rows.length === 0) return 0;
  const ids = rows.map((row) => row.id);
  for (const table of ["tick", "tick_evidence", "gap", "rollup_hour", "rollup_day"]) {
    await pool.query(`DELETE FROM ${table} WHERE monitor_id = ANY($1)`, [ids]);
  }
  await pool.query("DELETE FROM purge WHERE monitor_id = ANY($1)", [ids]);
  return ids.length;
}
