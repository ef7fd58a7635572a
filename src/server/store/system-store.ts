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

/**
 * True when the tables are there and, where `latest` names the last migration that this build knows, that one is applied.
 * A database may be ahead of the build: migrations keep what the release before needs.
 */
export async function isMigrated(sql: Sql, latest: string | null): Promise<boolean> {
  const { rows: made } = await sql.query<{ tables: boolean; journal: boolean }>(
    "SELECT to_regclass('tick') IS NOT NULL AS tables, to_regclass('_prisma_migrations') IS NOT NULL AS journal",
  );
  if (made[0]?.tables !== true) return false;
  if (latest === null || !made[0].journal) return latest === null;
  const { rows } = await sql.query<{ applied: boolean }>(
    "SELECT EXISTS (SELECT FROM _prisma_migrations WHERE migration_name = $1 AND finished_at IS NOT NULL) AS applied",
    [latest],
  );
  return rows[0]?.applied === true;
}
