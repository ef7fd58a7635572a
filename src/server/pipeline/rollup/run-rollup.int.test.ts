import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import type { Tick } from "#contracts/tick.ts";
import { countSlots } from "#domain/schedule/slots.ts";
import { sketchOf } from "#domain/uptime/sketch.ts";
import { ingestReport } from "#server/pipeline/ingest/ingest-report.ts";
import { ensureDays } from "#server/store/partition-store.ts";
import { aMonitor, aRegion, aTick, aWorkspace } from "#testing/builders.ts";
import { createMemoryStream } from "#testing/memory-stream.ts";
import { createTestDatabase, type TestDatabase } from "#testing/test-database.ts";
import { createTestDeps, type TestDeps } from "#testing/test-deps.ts";
import { runRollup } from "./run-rollup.ts";

const HOUR = 3_600_000;
const DAY = 86_400_000;
const START = Math.floor(Date.now() / DAY) * DAY - DAY + 20 * HOUR;
let database: TestDatabase;
let workspaceId: string;
let regionId: number;
let monitorId: number;
let deps: TestDeps;

beforeAll(async () => {
  database = await createTestDatabase();
  workspaceId = await aWorkspace(database.db);
  regionId = await aRegion(database.db, "eu");
});
afterAll(() => database.close());
beforeEach(async () => {
  await database.pool.query(
    "TRUNCATE monitor, tick, gap, watermark, outage, rollup_hour, rollup_day, purge, transition CASCADE",
  );
  deps = createTestDeps(database, createMemoryStream(), START);
  monitorId = (
    await aMonitor(database.db, { workspaceId, regionIds: [regionId], fromMs: START, intervalMs: 60_000 })
  ).id;
});

const rowsOf = async (text: string) => (await database.pool.query(text)).rows;

/** Every minute of the hours, with a failure each tenth and a fault of the probe each 25th minute. */
function someTicks(hours: number): Tick[] {
  return Array.from({ length: hours * 60 }, (_, minute) => {
    const outcome = minute % 25 === 24 ? "internal" : minute % 10 === 9 ? "timeout" : "ok";
    const totalUs = 1_000 + ((minute * 7_919) % 50_000);
    return aTick({ monitorId, scheduledAt: START + minute * 60_000 + 17, outcome, totalUs });
  });
}

async function ingest(ticks: Tick[]): Promise<void> {
  for (let at = 0; at < ticks.length; at += 500) {
    const report = { ticks: ticks.slice(at, at + 500), gaps: [], regionHealthy: true };
    await ingestReport(deps, { regionId, report });
  }
}

async function expectHours(ticks: readonly Tick[]): Promise<void> {
  const rows = await rowsOf("SELECT * FROM rollup_hour ORDER BY hour");
  const [grid] = await rowsOf("SELECT offset_ms, interval_ms FROM assignment");
  for (const row of rows) {
    const fromMs = row.hour.getTime();
    const here = ticks.filter((tick) => tick.scheduledAt >= fromMs && tick.scheduledAt < fromMs + HOUR);
    const ok = here.filter((tick) => tick.outcome === "ok").map((tick) => tick.totalUs);
    const toMs = Math.min(fromMs + HOUR - 1, deps.clock() - 30_000);
    const slots = { intervalMs: grid.interval_ms, offsetMs: grid.offset_ms, fromMs: START, untilMs: null };
    expect(row).toMatchObject({
      expected: countSlots(slots, { fromMs: fromMs - 1, toMs }),
      ticks: here.length,
      ok: ok.length,
      failed: here.filter((tick) => tick.outcome === "timeout").length,
      internal: here.filter((tick) => tick.outcome === "internal").length,
      sum_us: String(ok.reduce((sum, us) => sum + us, 0)),
      min_us: ok.length === 0 ? null : Math.min(...ok),
      max_us: ok.length === 0 ? null : Math.max(...ok),
      sketch_keys: sketchOf(ok).keys,
      sketch_counts: sketchOf(ok).counts,
    });
  }
}

test("hours and days equal what is computed from the ticks, and a second run changes nothing", async () => {
  const ticks = someTicks(6).filter((tick) => tick.scheduledAt < START + 5.5 * HOUR);
  deps.setNow(START + 5.5 * HOUR);
  await ingest(ticks);
  const first = await runRollup(deps);
  expect(first.hours).toBeGreaterThanOrEqual(6);
  expect(await rowsOf("SELECT count(*)::int AS n FROM rollup_hour")).toEqual([{ n: 6 }]);
  await expectHours(ticks);

  const before = [
    await rowsOf("SELECT * FROM rollup_hour"),
    await rowsOf("SELECT * FROM rollup_day ORDER BY day"),
  ];
  expect(await runRollup(deps)).toMatchObject({ hours: 0, days: 0, daysMade: 0, dropped: [] });
  expect([
    await rowsOf("SELECT * FROM rollup_hour"),
    await rowsOf("SELECT * FROM rollup_day ORDER BY day"),
  ]).toEqual(before);

  const ok = ticks.filter((tick) => tick.outcome === "ok" && tick.scheduledAt < START + 4 * HOUR);
  expect(before[1]?.[0]).toMatchObject({
    ticks: 240,
    ok: ok.length,
    sketch_keys: sketchOf(ok.map((tick) => tick.totalUs)).keys,
    sketch_counts: sketchOf(ok.map((tick) => tick.totalUs)).counts,
  });
});

test("the open hour follows, and a tick that comes hours late corrects its hour and day", async () => {
  const ticks = someTicks(4);
  const missing = ticks.splice(30, 5);
  deps.setNow(START + 2 * HOUR + 30 * 60_000);
  await ingest(ticks.filter((tick) => tick.scheduledAt <= deps.clock()));
  await runRollup(deps);
  deps.setNow(START + 4 * HOUR - 1_000);
  await ingest(ticks);
  await runRollup(deps);
  await expectHours(ticks);

  await ingest(missing);
  deps.setNow(START + 4 * HOUR + 60_000);
  await runRollup(deps);
  await expectHours([...ticks, ...missing]);
  const [day] = await rowsOf("SELECT ticks FROM rollup_day ORDER BY day LIMIT 1");
  expect(day.ticks).toBe(240);
});

test("a check that ran on the old grid while the edit was on its way stands for no slot of the new one", async () => {
  const editMs = START + 10 * 60_000;
  const [grid] = await rowsOf("SELECT offset_ms FROM assignment");
  const slots = Array.from({ length: 15 }, (_, minute) => START + minute * 60_000 + grid.offset_ms);
  deps.setNow(START + HOUR / 2);
  // The slot at the edit is on both grids, the one after it on the old grid only; the first was never measured.
  await ingest(slots.slice(1, 12).map((scheduledAt) => aTick({ monitorId, scheduledAt, totalUs: 1_000 })));
  await database.pool.query("UPDATE assignment SET until_at = to_timestamp($1 / 1000.0)", [editMs]);
  await database.pool.query(
    `INSERT INTO assignment (monitor_id, region_id, interval_ms, offset_ms, config_version, from_at)
     VALUES ($1, $2, 3600000, $3, 2, to_timestamp($4 / 1000.0))`,
    [monitorId, regionId, 10 * 60_000 + grid.offset_ms, editMs],
  );
  await runRollup(deps);
  const [row] = await rowsOf("SELECT expected, ticks, ok, failed, internal, sketch_counts FROM rollup_hour");
  expect(row).toEqual({ expected: 11, ticks: 11, ok: 10, failed: 0, internal: 1, sketch_counts: [10] });
});

test("a quiet region shows up with what was expected of it", async () => {
  deps.setNow(START + 1.5 * HOUR);
  await runRollup(deps);
  expect(await rowsOf("SELECT expected, ticks, ok, min_us FROM rollup_hour ORDER BY hour LIMIT 1")).toEqual([
    { expected: 60, ticks: 0, ok: 0, min_us: null },
  ]);
});

test("a slot that was left out on purpose was not expected, and is not missing from coverage", async () => {
  const [grid] = await rowsOf("SELECT offset_ms FROM assignment");
  const slots = Array.from({ length: 60 }, (_, minute) => START + minute * 60_000 + grid.offset_ms);
  const gaps = [
    ...slots.slice(0, 20).map((scheduledAt) => ({ monitorId, scheduledAt, reason: "back_off" as const })),
    { monitorId, scheduledAt: slots[20] ?? 0, reason: "late" as const },
  ];
  const ticks = slots.slice(21).map((scheduledAt) => aTick({ monitorId, scheduledAt, outcome: "timeout" }));
  deps.setNow(START + 1.5 * HOUR);
  await ingestReport(deps, { regionId, report: { ticks, gaps, regionHealthy: true } });
  await runRollup(deps);
  expect(await rowsOf("SELECT expected, ticks, failed FROM rollup_hour ORDER BY hour LIMIT 1")).toEqual([
    { expected: 40, ticks: 39, failed: 39 },
  ]);
});

test("days are made ahead, and old ones go once they have been rolled up", async () => {
  await ensureDays(database.pool, { fromMs: START - 40 * DAY, toMs: START - 38 * DAY });
  deps.setNow(START + HOUR);
  const report = await runRollup(deps);
  expect(report.dropped).toHaveLength(9);
  const kept = await rowsOf(
    "SELECT relname FROM pg_class JOIN pg_inherits ON inhrelid = oid WHERE inhparent = 'tick'::regclass",
  );
  const name = (ms: number) => `tick_${new Date(ms).toISOString().slice(0, 10).replaceAll("-", "")}`;
  expect(kept.map((row) => row.relname)).toContain(name(START + HOUR + 3 * DAY));
  expect(kept.map((row) => row.relname)).not.toContain(name(START - 40 * DAY));
});

test("what a deleted monitor left behind is purged once every probe has had the time to learn of it", async () => {
  deps.setNow(START + HOUR);
  await ingest(someTicks(1));
  await runRollup(deps);
  await database.pool.query(
    "INSERT INTO purge (monitor_id, requested_at) VALUES ($1, to_timestamp($2 / 1000.0))",
    [monitorId, START + HOUR],
  );
  await database.pool.query("DELETE FROM monitor");
  deps.setNow(START + HOUR + 10 * 60_000);
  expect((await runRollup(deps)).purged).toBe(0);
  deps.setNow(START + HOUR + 10 * 60_000 + 1);
  expect((await runRollup(deps)).purged).toBe(1);
  for (const table of ["tick", "gap", "rollup_hour", "rollup_day", "purge"]) {
    expect(await rowsOf(`SELECT FROM ${table}`)).toEqual([]);
  }
});

test("two runs at once: one works", async () => {
  deps.setNow(START + 3 * HOUR);
  await ingest(someTicks(3));
  const reports = await Promise.all([runRollup(deps), runRollup(deps)]);
  expect(reports.every((report) => report.ok)).toBe(true);
  await expectHours(someTicks(3));
});
