import type { Sql } from "./prisma.ts";

const LARGEST = 30;
/** Those that belong to one day each. */
const OF_A_DAY = "^(.*)_\\d{8}$";

export type PostgresActivity = {
  connections: { state: string; count: number }[];
  maxConnections: number;
  oldestTransactionSec: number;
  /** Of the slowest standby, by the primary's own word; null when there is none, or the role may not see it. */
  replicaLagSec: number | null;
  committed: number;
  rolledBack: number;
  deadlocks: number;
  blocksHit: number;
  blocksRead: number;
};

/** From Postgres' own counts: no table is read. What other users of the server do is seen as far as its role may. */
export async function readPostgresActivity(sql: Sql): Promise<PostgresActivity> {
  const { rows } = await sql.query<PostgresActivity>({
    name: "read-postgres-activity",
    text: `WITH mine AS (
        SELECT coalesce(state, 'unknown') AS state, xact_start FROM pg_stat_activity
        WHERE datname = current_database() AND backend_type = 'client backend'
      )
      SELECT (SELECT coalesce(json_agg(counted), '[]') FROM (
          SELECT state, count(*)::int AS count FROM mine GROUP BY state ORDER BY state
        ) counted) AS connections,
        current_setting('max_connections')::int AS "maxConnections",
        coalesce((SELECT extract(epoch FROM clock_timestamp() - min(xact_start)) FROM mine), 0)::float8
          AS "oldestTransactionSec",
        (SELECT extract(epoch FROM max(replay_lag)) FROM pg_stat_replication)::float8 AS "replicaLagSec",
        xact_commit::float8 AS committed, xact_rollback::float8 AS "rolledBack", deadlocks::float8 AS deadlocks,
        blks_hit::float8 AS "blocksHit", blks_read::float8 AS "blocksRead"
      FROM pg_stat_database WHERE datname = current_database()`,
  });
  const [activity] = rows;
  if (!activity) throw new Error("Postgres has no statistics of this database.");
  return activity;
}

export type TableSize = { table: string; bytes: number; deadRows: number };

/** The largest tables, partitions of days added up under their parent's name. */
export async function listTableSizes(sql: Sql): Promise<{ databaseBytes: number; tables: TableSize[] }> {
  const { rows } = await sql.query<TableSize & { databaseBytes: number }>({
    name: "list-table-sizes",
    text: `SELECT regexp_replace(relname, '${OF_A_DAY}', '\\1') AS table,
        sum(pg_total_relation_size(relid))::float8 AS bytes, sum(n_dead_tup)::float8 AS "deadRows",
        pg_database_size(current_database())::float8 AS "databaseBytes"
      FROM pg_stat_user_tables WHERE schemaname = 'public' GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT ${LARGEST}`,
  });
  return {
    databaseBytes: rows[0]?.databaseBytes ?? 0,
    tables: rows.map(({ table, bytes, deadRows }) => ({ table, bytes, deadRows })),
  };
}

/** How many days have a table for ticks, and how many days after today's follow one another. */
export async function countTickDays(sql: Sql, nowMs: number): Promise<{ days: number; leadDays: number }> {
  const { rows } = await sql.query<{ days: number; leadDays: number }>({
    name: "count-tick-days",
    text: `SELECT
        (SELECT count(*) FROM pg_inherits WHERE inhparent = to_regclass('tick'))::int AS days,
        (SELECT count(*) FROM generate_series(1, 60) AS n WHERE (
          SELECT bool_and(to_regclass('tick_' || to_char(to_timestamp($1 / 1000.0) AT TIME ZONE 'UTC'
            + make_interval(days => k), 'YYYYMMDD')) IS NOT NULL) FROM generate_series(1, n) AS k
        ))::int AS "leadDays"`,
    values: [nowMs],
  });
  return rows[0] ?? { days: 0, leadDays: 0 };
}
