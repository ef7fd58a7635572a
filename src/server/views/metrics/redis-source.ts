import { checksKey } from "#contracts/stream-keys.ts";
import { withinTime } from "../within-time.ts";
import { type MetricReading, type MetricSource, reading, type SourceDeps } from "./metric-reading.ts";

export const redisSource: MetricSource = { name: "redis", keepMs: 15_000, read: readRedisMetrics };

const WAIT_MS = 2_000;

/** Field of INFO → metric. */
const FIELDS = {
  used_memory: "uptick_redis_memory_used_bytes",
  maxmemory: "uptick_redis_memory_max_bytes",
  evicted_keys: "uptick_redis_evicted_keys_total",
  keyspace_hits: "uptick_redis_keyspace_hits_total",
  keyspace_misses: "uptick_redis_keyspace_misses_total",
  total_commands_processed: "uptick_redis_commands_total",
  connected_clients: "uptick_redis_clients",
  uptime_in_seconds: "uptick_redis_uptime_seconds",
} as const;

async function readRedisMetrics({ stream }: SourceDeps): Promise<MetricReading[]> {
  const isUp = (await withinTime(stream.length(checksKey("metrics")), WAIT_MS)) !== null;
  const info = isUp ? await withinTime(stream.info(), WAIT_MS) : null;
  const fields = info === null ? [] : readFields(info);
  return [
    reading("uptick_redis_up", {}, isUp ? 1 : 0),
    reading("uptick_redis_info_up", {}, fields.length > 0 ? 1 : 0),
    ...fields,
  ];
}

function readFields(info: string): MetricReading[] {
  const values = new Map(info.split(/\r?\n/).map((line) => splitField(line)));
  return Object.entries(FIELDS).flatMap(([field, name]) => {
    const value = Number.parseInt(values.get(field) ?? "", 10);
    return Number.isFinite(value) ? [reading(name, {}, value)] : [];
  });
}

function splitField(line: string): [string, string] {
  const colon = line.indexOf(":");
  return colon === -1 ? [line, ""] : [line.slice(0, colon), line.slice(colon + 1)];
}
