import { type MonitorScope, scopeSql } from "./monitor-scope.ts";
import type { Sql } from "./prisma.ts";

export type SystemMarks = Map<string, { at: number; updatedAt: number }>;

export async function listWatermarks(sql: Sql): Promise<SystemMarks> {
  const { rows } = await sql.query<{ name: string; at: number; updatedAt: number }>(
    `SELECT name, (extract(epoch FROM at) * 1000)::float8 AS at,
        (extract(epoch FROM updated_at) * 1000)::float8 AS "updatedAt" FROM watermark`,
  );
  return new Map(rows.map(({ name, ...mark }) => [name, mark]));
}

/** `ticksToday` is Postgres' own count of live rows: exact to a second or so and free, where count(*) reads them all. */
export async function describeDatabase(
  sql: Sql,
  now: Date,
): Promise<{ sizeBytes: number; ticksToday: number }> {
  const { rows } = await sql.query<{ sizeBytes: number; ticksToday: number }>(
    `SELECT pg_database_size(current_database())::float8 AS "sizeBytes",
        coalesce((SELECT n_live_tup FROM pg_stat_user_tables WHERE relname = $1), 0)::float8 AS "ticksToday"`,
    [`tick_${now.toISOString().slice(0, 10).replaceAll("-", "")}`],
  );
  return rows[0] ?? { sizeBytes: 0, ticksToday: 0 };
}

/** How many of the workspace's monitors each region checks now, by region id. */
export async function countMonitorsByRegion(sql: Sql, within: MonitorScope): Promise<Map<number, number>> {
  const values: unknown[] = [within.workspaceId];
  const scope = scopeSql(within, values);
  const { rows } = await sql.query<{ id: number; count: number }>(
    `SELECT a.region_id::int AS id, count(*)::int AS count
      FROM assignment a JOIN monitor m ON m.id = a.monitor_id
      WHERE m.workspace_id = $1 AND a.until_at IS NULL${scope.monitor("m")} GROUP BY 1`,
    values,
  );
  return new Map(rows.map((row) => [row.id, row.count]));
}

/** True when the migrations have made the tables and today's partition is there. */
export async function isMigrated(sql: Sql, now: Date): Promise<boolean> {
  const { rows } = await sql.query<{ ready: boolean }>("SELECT to_regclass($1) IS NOT NULL AS ready", [
    `tick_${now.toISOString().slice(0, 10).replaceAll("-", "")}`,
  ]);
  return rows[0]?.ready === true;
}
