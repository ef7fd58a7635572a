import type { MetricList } from "#contracts/metric.ts";

/**
 * What is true of the installation, whichever process is asked: read from Postgres and Redis when somebody asks, and kept
 * for 15 s or longer. With several app processes all of them say the same: aggregate by `max`, never by `sum`.
 */
export const INSTALLATION_METRICS = {
  uptick_metrics_source_up: {
    kind: "gauge",
    help: "1 where the source of installation metrics answered in time; without it, its metrics are absent.",
    labels: ["source"],
  },
  uptick_metrics_source_duration_seconds: {
    kind: "gauge",
    help: "How long the source took when it was read last.",
    labels: ["source"],
  },
  uptick_watermark_age_seconds: {
    kind: "gauge",
    help: "Since a stage of the pipeline has last moved its mark.",
    labels: ["stage"],
  },
  uptick_schedule_lead_seconds: {
    kind: "gauge",
    help: "How far ahead of now checks are planned: about 75; below 0 checks are missed.",
    labels: [],
  },
  uptick_expected_slots: {
    kind: "gauge",
    help: "Checks that were due in the last 10 minutes, without private locations.",
    labels: [],
  },
  uptick_missed_slots: {
    kind: "gauge",
    help: "Of those, the ones that were not made; counted to 200,000.",
    labels: [],
  },
  uptick_missed_slots_by_reason: {
    kind: "gauge",
    help: "Gaps of the last 10 minutes by region and reason; counted to 200,000.",
    labels: ["region", "reason"],
  },
  uptick_newest_check_age_seconds: {
    kind: "gauge",
    help: "Since the newest observation of any monitor was due.",
    labels: [],
  },
  uptick_monitors: { kind: "gauge", help: "Monitors by verdict; paused ones apart.", labels: ["verdict"] },
  uptick_incidents_open: {
    kind: "gauge",
    help: "Incidents that are open; kind system is about Uptick itself.",
    labels: ["kind", "severity"],
  },
  uptick_outbox_waiting: {
    kind: "gauge",
    help: "Messages that could leave now and have not; subscribers of status pages apart.",
    labels: ["to"],
  },
  uptick_outbox_age_seconds: {
    kind: "gauge",
    help: "Since when the oldest message to a channel could have left; 0 when none waits.",
    labels: [],
  },
  uptick_channels_off: {
    kind: "gauge",
    help: "Channels that Uptick switched off because their receivers refused, and that monitors still tell.",
    labels: [],
  },
  uptick_region_healthy: {
    kind: "gauge",
    help: "0 while a region that monitors are checked from has no vote (control targets fail, or a mass failure).",
    labels: ["region"],
  },
  uptick_region_last_seen_age_seconds: {
    kind: "gauge",
    help: "Since a probe of a region that monitors are checked from has called; they do every 5 s.",
    labels: ["region"],
  },
  uptick_region_fault: {
    kind: "gauge",
    help: "1 while a fault of the region is open: control or mass_failure.",
    labels: ["region", "kind"],
  },
  uptick_probes: {
    kind: "gauge",
    help: "Probes that called within the last 30 s.",
    labels: ["region", "version"],
  },
  uptick_probe_in_flight: {
    kind: "gauge",
    help: "Checks that the region's probes are making now, by their own word.",
    labels: ["region"],
  },
  uptick_probe_queued: {
    kind: "gauge",
    help: "Jobs that the region's probes hold for their moment, by their own word.",
    labels: ["region"],
  },
  uptick_probe_lag_seconds: {
    kind: "gauge",
    help: "How late the region's latest probe starts its checks, by its own word.",
    labels: ["region"],
  },
  uptick_probe_spooled: {
    kind: "gauge",
    help: "Observations that the region's probes could not report yet.",
    labels: ["region"],
  },
  uptick_redis_up: { kind: "gauge", help: "1 when the job stream answers.", labels: [] },
  uptick_stream_entries: {
    kind: "gauge",
    help: "Entries of a region's stream: checks, urgent, results (the spool) or dead.",
    labels: ["region", "stream"],
  },
  uptick_stream_pending_entries: {
    kind: "gauge",
    help: "Entries that were given to a consumer and are not acknowledged.",
    labels: ["region", "stream"],
  },
  uptick_stream_undelivered_entries: {
    kind: "gauge",
    help: "Entries that no consumer has been given; absent where Redis is older than 7.",
    labels: ["region", "stream"],
  },
  uptick_redis_info_up: {
    kind: "gauge",
    help: "1 when Redis answers INFO; hosted ones may refuse.",
    labels: [],
  },
  uptick_redis_memory_used_bytes: { kind: "gauge", help: "Memory that Redis uses.", labels: [] },
  uptick_redis_memory_max_bytes: {
    kind: "gauge",
    help: "Memory that Redis may use; 0: no limit.",
    labels: [],
  },
  uptick_redis_evicted_keys_total: {
    kind: "counter",
    help: "Keys that Redis dropped for want of memory: jobs may be among them.",
    labels: [],
  },
  uptick_redis_keyspace_hits_total: { kind: "counter", help: "Look-ups that found their key.", labels: [] },
  uptick_redis_keyspace_misses_total: { kind: "counter", help: "Look-ups that did not.", labels: [] },
  uptick_redis_commands_total: { kind: "counter", help: "Commands that Redis has run.", labels: [] },
  uptick_redis_clients: { kind: "gauge", help: "Connections to Redis.", labels: [] },
  uptick_redis_uptime_seconds: { kind: "gauge", help: "Since Redis was started.", labels: [] },
  uptick_postgres_up: { kind: "gauge", help: "1 when Postgres answers.", labels: [] },
  uptick_postgres_connections: {
    kind: "gauge",
    help: "Connections to this database by state.",
    labels: ["state"],
  },
  uptick_postgres_max_connections: {
    kind: "gauge",
    help: "Connections that the server allows.",
    labels: [],
  },
  uptick_postgres_oldest_transaction_seconds: {
    kind: "gauge",
    help: "Age of the oldest open transaction; 0 when there is none.",
    labels: [],
  },
  uptick_postgres_replica_lag_seconds: {
    kind: "gauge",
    help: "How far the slowest standby is behind; absent without one, or where the role may not see it (pg_monitor).",
    labels: [],
  },
  uptick_postgres_transactions_total: {
    kind: "counter",
    help: "Transactions of this database: committed, rolled_back.",
    labels: ["result"],
  },
  uptick_postgres_deadlocks_total: { kind: "counter", help: "Deadlocks in this database.", labels: [] },
  uptick_postgres_blocks_total: {
    kind: "counter",
    help: "Blocks that Postgres read: from memory (hit) or not (read).",
    labels: ["from"],
  },
  uptick_postgres_database_bytes: { kind: "gauge", help: "Size of the database.", labels: [] },
  uptick_postgres_table_bytes: {
    kind: "gauge",
    help: "Size of a table with its indexes and partitions; the 30 largest.",
    labels: ["table"],
  },
  uptick_postgres_dead_rows: {
    kind: "gauge",
    help: "Rows that wait for vacuum, of the same tables.",
    labels: ["table"],
  },
  uptick_tick_partitions: { kind: "gauge", help: "Days that have a table for ticks.", labels: [] },
  uptick_tick_partition_lead_days: {
    kind: "gauge",
    help: "Days after today that have a table for ticks without a hole; below 1 the midnight is near.",
    labels: [],
  },
  uptick_backup_age_seconds: {
    kind: "gauge",
    help: "Since the last good backup began to exist, or since a place for backups is known; absent where none is.",
    labels: [],
  },
  uptick_backup_bytes: { kind: "gauge", help: "Size of the last good backup.", labels: [] },
} as const satisfies MetricList;
