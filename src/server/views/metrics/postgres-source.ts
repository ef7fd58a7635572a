import { findBackupState } from "#server/store/backup-state-store.ts";
import { countTickDays, listTableSizes, readPostgresActivity } from "#server/store/postgres-metrics-store.ts";
import { type MetricReading, type MetricSource, reading, type SourceDeps } from "./metric-reading.ts";

export const activitySource: MetricSource = { name: "postgres", keepMs: 15_000, read: readActivity };
/** Sizes are looked up file by file: now and then is enough. */
export const sizeSource: MetricSource = { name: "sizes", keepMs: 60_000, read: readSizes };

async function readActivity({ sql }: SourceDeps): Promise<MetricReading[]> {
  const activity = await readPostgresActivity(sql);
  return [
    reading("uptick_postgres_up", {}, 1),
    ...activity.connections.map(({ state, count }) =>
      reading("uptick_postgres_connections", { state }, count),
    ),
    reading("uptick_postgres_max_connections", {}, activity.maxConnections),
    reading("uptick_postgres_oldest_transaction_seconds", {}, activity.oldestTransactionSec),
    ...(activity.replicaLagSec === null
      ? []
      : [reading("uptick_postgres_replica_lag_seconds", {}, activity.replicaLagSec)]),
    reading("uptick_postgres_transactions_total", { result: "committed" }, activity.committed),
    reading("uptick_postgres_transactions_total", { result: "rolled_back" }, activity.rolledBack),
    reading("uptick_postgres_deadlocks_total", {}, activity.deadlocks),
    reading("uptick_postgres_blocks_total", { from: "hit" }, activity.blocksHit),
    reading("uptick_postgres_blocks_total", { from: "read" }, activity.blocksRead),
  ];
}

async function readSizes({ sql, now }: SourceDeps): Promise<MetricReading[]> {
  const nowMs = now().getTime();
  const [sizes, ticks, backup] = await Promise.all([
    listTableSizes(sql),
    countTickDays(sql, nowMs),
    findBackupState(sql),
  ]);
  const backupMs = backup.lastSuccess?.at ?? backup.configuredAt;
  return [
    reading("uptick_postgres_database_bytes", {}, sizes.databaseBytes),
    ...sizes.tables.map(({ table, bytes }) => reading("uptick_postgres_table_bytes", { table }, bytes)),
    ...sizes.tables.map(({ table, deadRows }) => reading("uptick_postgres_dead_rows", { table }, deadRows)),
    reading("uptick_tick_partitions", {}, ticks.days),
    reading("uptick_tick_partition_lead_days", {}, ticks.leadDays),
    ...(backupMs === null ? [] : [reading("uptick_backup_age_seconds", {}, (nowMs - backupMs) / 1_000)]),
    ...(backup.lastSuccess === null ? [] : [reading("uptick_backup_bytes", {}, backup.lastSuccess.bytes)]),
  ];
}
