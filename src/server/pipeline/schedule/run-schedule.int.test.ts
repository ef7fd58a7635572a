import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import type { Job } from "#contracts/job.ts";
import { checksKey, urgentKey } from "#contracts/stream-keys.ts";
import { slotOffsets, slotsBetween } from "#domain/schedule/slots.ts";
import { aMonitor, aRegion, aWorkspace, type MonitorSpec } from "#testing/builders.ts";
import { createMemoryStream, type MemoryStream } from "#testing/memory-stream.ts";
import { readJobs } from "#testing/read-jobs.ts";
import { createTestDatabase, type TestDatabase } from "#testing/test-database.ts";
import { createTestDeps, type TestDeps } from "#testing/test-deps.ts";
import { runSchedule } from "./run-schedule.ts";
import { LOOK_AHEAD_MS } from "./run-slice.ts";

const START = 1_800_000_000_000;
const REGIONS = ["eu", "us"];
let database: TestDatabase;
let workspaceId: string;
let regionIds: number[];
let stream: MemoryStream;
let deps: TestDeps;

beforeAll(async () => {
  database = await createTestDatabase();
  workspaceId = await aWorkspace(database.db);
  regionIds = [];
  for (const code of REGIONS) regionIds.push(await aRegion(database.db, code));
  await database.pool.query(
    "SELECT ensure_day(to_timestamp($1 / 1000.0)::date + n) FROM generate_series(-1, 1) n",
    [START],
  );
});
afterAll(() => database.close());
beforeEach(async () => {
  await database.pool.query(
    "TRUNCATE monitor, assignment, watermark, stream_epoch, outage, gap, tick CASCADE",
  );
  await database.pool.query("UPDATE region SET enabled = true, poke_url = NULL");
  stream = createMemoryStream(() => deps.clock());
  deps = createTestDeps(database, stream, START);
});

async function monitors(count: number, change: Partial<MonitorSpec> = {}): Promise<number[]> {
  const ids: number[] = [];
  for (let at = 0; at < count; at += 1) {
    const spec = { workspaceId, regionIds, fromMs: START, intervalMs: 20_000, ...change };
    ids.push((await aMonitor(database.db, spec)).id);
  }
  return ids;
}

async function takeJobs(): Promise<(Job & { region: string })[]> {
  const jobs: (Job & { region: string })[] = [];
  for (const region of REGIONS) {
    for (const key of [urgentKey(region), checksKey(region)]) {
      jobs.push(...(await readJobs(stream, key)).map((job) => ({ ...job, region })));
    }
  }
  return jobs;
}

const keyOf = (job: { monitorId: number; region: string; scheduledAt: number }) =>
  `${job.monitorId} ${job.region} ${job.scheduledAt}`;

function expectedKeys(
  ids: readonly number[],
  span: { fromMs: number; toMs: number },
  intervalMs = 20_000,
): string[] {
  return ids.flatMap((monitorId) => {
    const offsets = slotOffsets({ monitorId, intervalMs, regionIds });
    return regionIds.flatMap((regionId, index) => {
      const grid = { intervalMs, offsetMs: offsets.get(regionId) ?? 0, fromMs: START, untilMs: null };
      return slotsBetween(grid, span).map(
        (scheduledAt) => `${monitorId} ${REGIONS[index] ?? ""} ${scheduledAt}`,
      );
    });
  });
}

const countGaps = async () => (await database.pool.query("SELECT count(*)::int AS n FROM gap")).rows[0].n;
const listOutages = async () =>
  (await database.pool.query("SELECT region_id, from_at, to_at, reason FROM outage ORDER BY id")).rows;

test("every slot of the look-ahead becomes exactly one job", async () => {
  const ids = await monitors(30);
  const report = await runSchedule(deps, 10_000);

  const jobs = await takeJobs();
  const toMs = Math.floor((deps.clock() + LOOK_AHEAD_MS) / 1000) * 1000;
  expect(jobs.map(keyOf).sort()).toEqual(expectedKeys(ids, { fromMs: START - 1, toMs }).sort());
  expect(report).toMatchObject({ ok: true, slices: 10, failures: [], jobs: jobs.length });
});

test("different intervals share a slice", async () => {
  const fast = await monitors(3, { intervalMs: 10_000 });
  const odd = await monitors(3, { intervalMs: 37_000 });
  await runSchedule(deps, 30_000);
  const toMs = Math.floor((deps.clock() + LOOK_AHEAD_MS) / 1000) * 1000;
  const expected = [
    ...expectedKeys(fast, { fromMs: START - 1, toMs }, 10_000),
    ...expectedKeys(odd, { fromMs: START - 1, toMs }, 37_000),
  ];
  expect((await takeJobs()).map(keyOf).sort()).toEqual(expected.sort());
});

test("a second run at the same moment changes nothing", async () => {
  await monitors(5);
  await runSchedule(deps, 1_000);
  const { length } = await takeJobs();
  const again = await runSchedule(deps, 1_000);
  expect(length).toBeGreaterThan(0);
  expect(again).toMatchObject({ ok: true, jobs: 0, entries: 0, gaps: 0 });
  expect(await takeJobs()).toEqual([]);
});

test("five overlapping calls add every slot once", async () => {
  const ids = await monitors(20);
  const reports = await Promise.all(Array.from({ length: 5 }, () => runSchedule(deps, 15_000)));
  const jobs = (await takeJobs()).map(keyOf);
  expect(new Set(jobs).size).toBe(jobs.length);
  const mark = await database.pool.query("SELECT at FROM watermark WHERE name = 'schedule'");
  const toMs = mark.rows[0].at.getTime();
  expect(jobs.sort()).toEqual(expectedKeys(ids, { fromMs: START - 1, toMs }).sort());
  expect(reports.every((report) => report.ok)).toBe(true);
});

test("a call that is a minute late loses nothing", async () => {
  const ids = await monitors(10);
  await runSchedule(deps, 1_000);
  deps.setNow(START + 60_000);
  await runSchedule(deps, 1_000);
  const span = { fromMs: START - 1, toMs: START + 60_000 + LOOK_AHEAD_MS };
  expect((await takeJobs()).map(keyOf).sort()).toEqual(expectedKeys(ids, span).sort());
  expect(await countGaps()).toBe(0);
  expect(await listOutages()).toEqual([]);
});

test("three skipped minutes are an outage, and nothing stale is run afterwards", async () => {
  const ids = await monitors(10);
  await runSchedule(deps, 1_000);
  await takeJobs();
  const now = START + LOOK_AHEAD_MS + 180_000;
  deps.setNow(now);
  await runSchedule(deps, 1_000);

  const jobs = await takeJobs();
  expect(jobs.map(keyOf).sort()).toEqual(
    expectedKeys(ids, { fromMs: now - 20_001, toMs: now + LOOK_AHEAD_MS }).sort(),
  );
  const overdue = jobs.filter((job) => job.scheduledAt <= now).map((job) => `${job.monitorId} ${job.region}`);
  expect(new Set(overdue).size).toBe(overdue.length);
  expect(await listOutages()).toEqual([
    { region_id: null, from_at: new Date(START + LOOK_AHEAD_MS), to_at: new Date(now - 60_000), reason: 1 },
  ]);
  expect(await countGaps()).toBe(expectedKeys(ids, { fromMs: now - 60_000, toMs: now - 20_001 }).length);
});

test("after Redis lost everything the time to come is added again, once", async () => {
  const ids = await monitors(10);
  await runSchedule(deps, 1_000);
  await stream.flush();
  deps.setNow(START + 5_000);
  await runSchedule(deps, 2_000);
  const jobs = (await takeJobs()).map(keyOf);
  const span = { fromMs: START + 5_000, toMs: START + 6_000 + LOOK_AHEAD_MS };
  expect(jobs.sort()).toEqual(expectedKeys(ids, span).sort());
});

test("while Redis is away the watermark stays, and the same slots follow later", async () => {
  const ids = await monitors(5);
  stream.setUnreachable(true);
  const failed = await runSchedule(deps, 2_000);
  expect(failed.ok).toBe(false);
  expect(failed.failures).toHaveLength(2);
  expect((await database.pool.query("SELECT FROM watermark")).rowCount).toBe(0);

  stream.setUnreachable(false);
  expect((await runSchedule(deps, 1_000)).ok).toBe(true);
  const span = { fromMs: START - 1, toMs: START + 1_000 + LOOK_AHEAD_MS };
  expect((await takeJobs()).map(keyOf).sort()).toEqual(expectedKeys(ids, span).sort());
});

test("a full stream is given no more: its slots are an outage of one region", async () => {
  await monitors(5);
  deps.settings.backlogCap = 3;
  await stream.ensureGroup(checksKey("eu"), "probes");
  for (let at = 1; at <= 4; at += 1) await stream.add(checksKey("eu"), "{}");
  await runSchedule(deps, 3_000);
  expect(await readJobs(stream, checksKey("us"))).not.toEqual([]);
  expect(await stream.length(checksKey("eu"))).toBe(4);
  const outages = await listOutages();
  expect(outages).toHaveLength(1);
  expect(outages[0]).toMatchObject({ region_id: regionIds[0], reason: 2, from_at: new Date(START) });
});

test("a disabled region is given no jobs and its slots are explained", async () => {
  await monitors(5);
  await database.pool.query("UPDATE region SET enabled = false WHERE code = 'us'");
  await runSchedule(deps, 2_000);
  expect(await readJobs(stream, checksKey("us"))).toEqual([]);
  expect(await readJobs(stream, checksKey("eu"))).not.toEqual([]);
  expect(await listOutages()).toMatchObject([{ region_id: regionIds[1], reason: 1 }]);
});

test("a monitor made while the schedule runs ahead catches up by the urgent stream", async () => {
  await runSchedule(deps, 1_000);
  deps.setNow(START + 10_000);
  const [id = 0] = await monitors(1, { fromMs: START + 10_000 });
  await runSchedule(deps, 1_000);
  const urgent = [...(await readJobs(stream, urgentKey("eu"))), ...(await readJobs(stream, urgentKey("us")))];
  const due = expectedKeys([id], { fromMs: START + 9_999, toMs: START + LOOK_AHEAD_MS });
  expect(urgent.length).toBe(due.length);
  const later = (await takeJobs()).length;
  expect(later + urgent.length).toBe(
    expectedKeys([id], { fromMs: START + 9_999, toMs: START + 10_000 + LOOK_AHEAD_MS }).length,
  );
  await runSchedule(deps, 1_000);
  expect(await readJobs(stream, urgentKey("eu"))).toEqual([]);
});

test("entries carry at most 100 jobs, the earliest first", async () => {
  await database.pool.query(
    `INSERT INTO monitor (public_id, workspace_id, kind, name, "check", interval_ms, timeout_ms, grid_from)
     SELECT gen_random_uuid(), $1, 'http', 'm', '{}', 10000, 5000, to_timestamp($2 / 1000.0) FROM generate_series(1, 3000)`,
    [workspaceId, START],
  );
  await database.pool.query(
    `INSERT INTO assignment (monitor_id, region_id, interval_ms, offset_ms, config_version, from_at)
     SELECT id, $1, 10000, (id * 7919) % 10000, 1, grid_from FROM monitor`,
    [regionIds[0]],
  );
  await runSchedule(deps, 1_000);
  await stream.ensureGroup(checksKey("eu"), "probes");
  const reader = { group: "probes", consumer: "test", count: 10_000 };
  const messages = await stream.readNew([checksKey("eu")], reader);
  const sizes = messages.map((message) => JSON.parse(message.payload).jobs.length / 4);
  expect(Math.max(...sizes)).toBe(100);
  expect(sizes.reduce((sum, size) => sum + size, 0)).toBe(22_500);
  const times = messages.map((message) => JSON.parse(message.payload).base);
  expect(times).toEqual(times.toSorted((a, b) => a - b));
});

test("function probes are poked at the first slice and then every half minute", async () => {
  await monitors(20);
  await database.pool.query("UPDATE region SET poke_url = 'https://probe.test/' || code WHERE code = 'eu'");
  await runSchedule(deps, 55_000);
  expect(deps.poked).toEqual(["https://probe.test/eu", "https://probe.test/eu"]);
});
