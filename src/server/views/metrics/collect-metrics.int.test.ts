import { uuidv7 } from "uuidv7";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { checksKey, PROBE_GROUP, resultsKey } from "#contracts/stream-keys.ts";
import { APP_METRICS } from "#server/runtime/metrics/app-metrics.ts";
import { INSTALLATION_METRICS } from "#server/runtime/metrics/installation-metrics.ts";
import { noteBackup } from "#server/store/backup-state-store.ts";
import { insertGaps } from "#server/store/gap-store.ts";
import { aChannel, aMonitor, aRegion, aWorkspace } from "#testing/builders.ts";
import { createMemoryStream, type MemoryStream } from "#testing/memory-stream.ts";
import { type ReadSample, readExposition } from "#testing/read-exposition.ts";
import { createTestDatabase, type TestDatabase } from "#testing/test-database.ts";
import { writeExposition } from "#transport/metrics/write-exposition.ts";
import { type CollectMetrics, createCollectMetrics } from "./collect-metrics.ts";

const SECOND_MS = 1_000;
const INFO = [
  "# Memory",
  "used_memory:1048576",
  "maxmemory:0",
  "evicted_keys:3",
  "keyspace_hits:10",
  "connected_clients:2",
  "",
].join("\r\n");

let database: TestDatabase;
let workspaceId: string;
let regionId: number;
let monitorId: number;
let stream: MemoryStream;
let nowMs: number;
let warnings: unknown[];

beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.close());
beforeEach(async () => {
  await database.pool.query(
    'TRUNCATE workspace, "user", region, watermark, instance_setting, outage, gap, tick RESTART IDENTITY CASCADE',
  );
  nowMs = Date.now();
  warnings = [];
  await database.pool.query(
    "SELECT ensure_day(to_timestamp($1 / 1000.0)::date + n) FROM generate_series(0, 2) n",
    [nowMs],
  );
  workspaceId = await aWorkspace(database.db);
  regionId = await aRegion(database.db, "eu");
  ({ id: monitorId } = await aMonitor(database.db, {
    workspaceId,
    regionIds: [regionId],
    fromMs: nowMs - 3_600_000,
  }));
  stream = createMemoryStream(() => nowMs);
});

const quiet = () => undefined;
function scraper(collect: CollectMetrics = createCollectMetrics()) {
  const log = {
    debug: quiet,
    info: quiet,
    warn: (detail: unknown) => void warnings.push(detail),
    error: quiet,
  };
  const { pool } = database;
  return async () => {
    const families = await collect({ sql: pool, pool, stream, log, now: () => new Date(nowMs) });
    return readExposition(writeExposition(families, "prometheus"));
  };
}

async function scrape(): Promise<(name: string) => unknown[] | undefined> {
  const families = await scraper()();
  const show = ({ labels, value }: ReadSample) => [...Object.values(labels), value];
  return (name) => families.get(name)?.samples.map(show);
}

async function mark(name: string, at: { atMs: number; ranMs: number }): Promise<void> {
  await database.db.watermark.create({
    data: { name, at: new Date(at.atMs), updatedAt: new Date(at.ranMs) },
  });
}

test("the pipeline's marks, gaps, monitors, incidents and messages are told", async () => {
  await mark("schedule", { atMs: nowMs + 75 * SECOND_MS, ranMs: nowMs - SECOND_MS });
  await mark("sweep", { atMs: nowMs, ranMs: nowMs - 12 * SECOND_MS });
  const gaps = [1, 2, 3].map((n) => ({ monitorId, regionId, scheduledAt: nowMs - n * 60_000 }));
  await insertGaps(
    database.pool,
    gaps.map((gap) => ({ ...gap, reason: "lost" as const })),
  );
  const paused = await aMonitor(database.db, { workspaceId, regionIds: [regionId], fromMs: nowMs });
  await database.db.monitor.update({ where: { id: paused.id }, data: { pausedAt: new Date(nowMs) } });
  await database.db.incident.create({
    data: { id: uuidv7(), workspaceId, kind: "manual", openedAt: new Date(nowMs), cause: "It broke." },
  });
  const channelId = await aChannel(database.db, { workspaceId, name: "Ops" });
  const due = { workspaceId, channelId, event: "test" as const, notification: {} };
  await database.db.delivery.create({
    data: { id: uuidv7(), ...due, nextAt: new Date(nowMs - 90 * SECOND_MS) },
  });

  const told = await scrape();
  expect(told("uptick_schedule_lead_seconds")).toEqual([[75]]);
  expect(told("uptick_watermark_age_seconds")).toEqual([
    ["schedule", 1],
    ["sweep", 12],
  ]);
  expect(told("uptick_expected_slots")).toEqual([[10]]);
  expect(told("uptick_missed_slots")).toEqual([[3]]);
  expect(told("uptick_missed_slots_by_reason")).toEqual([["eu", "lost", 3]]);
  expect(told("uptick_monitors")).toEqual([
    ["paused", 1],
    ["unknown", 1],
  ]);
  expect(told("uptick_incidents_open")).toEqual([["manual", "normal", 1]]);
  expect(told("uptick_outbox_waiting")).toEqual([
    ["channels", 1],
    ["subscribers", 0],
  ]);
  expect(told("uptick_outbox_age_seconds")).toEqual([[90]]);
});

test("a region that nobody calls from and one with a fault can be told from one that is well", async () => {
  const well = await aRegion(database.db, "us");
  await aMonitor(database.db, { workspaceId, regionIds: [well], fromMs: nowMs });
  await database.db.region.update({ where: { id: well }, data: { lastSeenAt: new Date(nowMs - 2_000) } });
  await database.db.region.update({
    where: { id: regionId },
    data: { lastSeenAt: new Date(nowMs - 300_000) },
  });
  const fault = { regionId, kind: "mass_failure" as const, fromAt: new Date(nowMs), reason: "Most fail." };
  await database.db.regionFault.create({ data: fault });
  const unused = await aRegion(database.db, "unused");
  const feels = { inFlight: 3, queued: 4, pendingEntries: 0, lagMs: 250, spooled: 5, rssBytes: 1n };
  const probe = { regionId: unused, version: "0.1.0", runtime: "node" as const, ...feels };
  await database.db.probeInstance.createMany({
    data: [
      { ...probe, instance: "a", lastSeenAt: new Date(nowMs) },
      { ...probe, instance: "b", lastSeenAt: new Date(nowMs), lagMs: 10 },
      { ...probe, instance: "gone", lastSeenAt: new Date(nowMs - 60_000) },
    ],
  });

  const told = await scrape();
  expect(told("uptick_region_healthy")).toEqual([
    ["eu", 0],
    ["us", 1],
  ]);
  expect(told("uptick_region_last_seen_age_seconds")).toEqual([
    ["eu", 300],
    ["us", 2],
  ]);
  expect(told("uptick_region_fault")).toContainEqual(["eu", "mass_failure", 1]);
  expect(told("uptick_probes")).toEqual([["unused", "0.1.0", 2]]);
  expect(told("uptick_probe_in_flight")).toEqual([["unused", 6]]);
  expect(told("uptick_probe_lag_seconds")).toEqual([["unused", 0.25]]);
});

test("private locations share one label, so that they never become a series each", async () => {
  for (const code of ["office-1", "office-2"]) {
    const id = await aRegion(database.db, code);
    await database.db.region.update({ where: { id }, data: { workspaceId, runtime: "agent" } });
    await insertGaps(database.pool, [
      { monitorId, regionId: id, scheduledAt: nowMs - SECOND_MS, reason: "late" as const },
    ]);
  }
  const families = await scraper()();
  const labels = [...families.values()].flatMap(({ samples }) => samples.map((one) => one.labels.region));
  expect(labels.filter((region) => region?.startsWith("office"))).toEqual([]);
  const told = await scrape();
  expect(told("uptick_missed_slots_by_reason")).toEqual([["private", "late", 2]]);
});

test("streams are described per region, and the spool is one of them", async () => {
  await stream.ensureGroup(checksKey("eu"), PROBE_GROUP);
  await stream.add(checksKey("eu"), "{}");
  await stream.add(checksKey("eu"), "{}");
  await stream.readNew([checksKey("eu")], { group: PROBE_GROUP, consumer: "a", count: 1 });
  await stream.add(resultsKey("eu"), "{}");
  const told = await scrape();
  expect(told("uptick_stream_entries")).toEqual([
    ["eu", "checks", 2],
    ["eu", "urgent", 0],
    ["eu", "results", 1],
    ["eu", "dead", 0],
  ]);
  expect(told("uptick_stream_pending_entries")).toContainEqual(["eu", "checks", 1]);
  expect(told("uptick_stream_undelivered_entries")).toContainEqual(["eu", "checks", 1]);
});

test("what Redis says of itself is told as far as it says it", async () => {
  stream.info = async () => INFO;
  const told = await scrape();
  expect(told("uptick_redis_info_up")).toEqual([[1]]);
  expect(told("uptick_redis_memory_used_bytes")).toEqual([[1_048_576]]);
  expect(told("uptick_redis_evicted_keys_total")).toEqual([[3]]);
  expect(told("uptick_redis_keyspace_misses_total")).toBeUndefined();
});

test("a Redis that refuses INFO, or does not answer at all, is a value and no error", async () => {
  const refused = await scrape();
  expect([refused("uptick_redis_up"), refused("uptick_redis_info_up")]).toEqual([[[1]], [[0]]]);
  expect(refused("uptick_redis_memory_used_bytes")).toBeUndefined();
  stream.length = () => Promise.reject(new Error("ECONNREFUSED"));
  const away = await scrape();
  expect([away("uptick_redis_up"), away("uptick_redis_info_up")]).toEqual([[[0]], [[0]]]);
  expect(away("uptick_metrics_source_up")).toContainEqual(["streams", 0]);
  expect(warnings).toEqual([expect.objectContaining({ source: "streams" })]);
});

test("without Postgres what the process counted is told all the same", async () => {
  const { pool } = database;
  const broken = { ...pool, query: () => Promise.reject(new Error("no connection")) } as never;
  const log = { debug: quiet, info: quiet, warn: quiet, error: quiet };
  const collect = createCollectMetrics();
  const families = await collect({ sql: broken, pool, stream, log, now: () => new Date(nowMs) });
  const told = readExposition(writeExposition(families, "openmetrics"));
  expect(told.get("uptick_postgres_up")?.samples[0]?.value).toBe(0);
  expect(told.get("uptick_db_pool_max_connections")?.samples[0]?.value).toBeGreaterThan(0);
  const up = Object.fromEntries(
    told.get("uptick_metrics_source_up")?.samples.map(({ labels, value }) => [labels.source, value]) ?? [],
  );
  expect(up).toEqual({ pipeline: 0, regions: 0, streams: 0, redis: 1, postgres: 0, sizes: 0 });
});

test("Postgres tells of itself: connections, the oldest transaction, sizes, days", async () => {
  const told = await scrape();
  expect(told("uptick_postgres_up")).toEqual([[1]]);
  expect(told("uptick_postgres_max_connections")?.flat()[0]).toBeGreaterThan(1);
  expect(told("uptick_postgres_connections")?.map((row) => (row as unknown[])[0])).toContain("active");
  const tables = told("uptick_postgres_table_bytes")?.map((row) => (row as unknown[])[0]);
  expect(tables).toContain("tick");
  expect(tables?.filter((table) => /\d{8}$/.test(String(table)))).toEqual([]);
  expect(told("uptick_tick_partition_lead_days")?.flat()[0]).toBeGreaterThanOrEqual(2);
});

test("the age of the last backup counts from when a place for it was known, and is absent without one", async () => {
  expect((await scrape())("uptick_backup_age_seconds")).toBeUndefined();
  await noteBackup(database.pool, { configuredAt: nowMs - 60_000 });
  expect((await scrape())("uptick_backup_age_seconds")).toEqual([[60]]);
});

test("many who ask at once, and again within 15 s, cost one look", async () => {
  let looks = 0;
  stream.info = async () => {
    looks += 1;
    return INFO;
  };
  const ask = scraper();
  await Promise.all(Array.from({ length: 20 }, ask));
  nowMs += 14_000;
  await ask();
  expect(looks).toBe(1);
  nowMs += 2_000;
  await ask();
  expect(looks).toBe(2);
});

test("every metric of the installation is told, but for a standby that is not there", async () => {
  stream.info = async () =>
    `${INFO}keyspace_misses:1\r\ntotal_commands_processed:9\r\nuptime_in_seconds:5\r\n`;
  await stream.ensureGroup(checksKey("eu"), PROBE_GROUP);
  await mark("schedule", { atMs: nowMs, ranMs: nowMs });
  await insertGaps(database.pool, [{ monitorId, regionId, scheduledAt: nowMs - SECOND_MS, reason: "late" }]);
  await database.db.region.update({ where: { id: regionId }, data: { lastSeenAt: new Date(nowMs) } });
  const feels = { inFlight: 0, queued: 0, pendingEntries: 0, lagMs: 0, spooled: 0, rssBytes: 1n };
  const seen = { version: "0.1.0", runtime: "node" as const, lastSeenAt: new Date(nowMs) };
  await database.db.probeInstance.create({ data: { regionId, instance: "a", ...seen, ...feels } });
  await database.db.monitorRegionState.create({
    data: { monitorId, regionId, scheduledAt: new Date(nowMs), outcome: 0, totalUs: 1, vote: true },
  });
  await database.db.incident.create({
    data: { id: uuidv7(), workspaceId, kind: "manual", openedAt: new Date(nowMs), cause: "It broke." },
  });
  const place = { place: "disk", name: "a", rows: 1, encrypted: false, verified: true };
  await noteBackup(database.pool, { lastSuccess: { at: nowMs, durationMs: 1, bytes: 5, ...place } });

  const families = await scraper()();
  const missing = Object.keys(INSTALLATION_METRICS).filter(
    (name) => (families.get(name)?.samples.length ?? 0) === 0,
  );
  expect(missing).toEqual(["uptick_postgres_replica_lag_seconds"]);
  expect(Object.keys(APP_METRICS).filter((name) => !families.has(name))).toEqual([]);
});
