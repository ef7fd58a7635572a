import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { sketchKey } from "#domain/uptime/sketch.ts";
import { aMonitor, aRegion, aWorkspace } from "#testing/builders.ts";
import { createMemoryStream } from "#testing/memory-stream.ts";
import { createTestDatabase, type TestDatabase } from "#testing/test-database.ts";
import { createTestDeps, type TestDeps } from "#testing/test-deps.ts";
import { noteAnomalies } from "./note-anomalies.ts";

const HOUR_MS = 3_600_000;
const WEEK_MS = 7 * 24 * HOUR_MS;
/** The first hour that is slow. */
const STEP = Math.floor(1_800_000_000_000 / HOUR_MS) * HOUR_MS;
let database: TestDatabase;
let deps: TestDeps;
let regions: { near: number; far: number };
let monitorId: number;

beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.close());
beforeEach(async () => {
  await database.pool.query("TRUNCATE workspace, region, watermark, rollup_hour RESTART IDENTITY CASCADE");
  deps = createTestDeps(database, createMemoryStream(), STEP);
  const workspaceId = await aWorkspace(database.db);
  regions = { near: await aRegion(database.db, "near"), far: await aRegion(database.db, "far") };
  const regionIds = [regions.near, regions.far];
  ({ id: monitorId } = await aMonitor(database.db, { workspaceId, regionIds, fromMs: STEP - 7 * WEEK_MS }));
});

async function roll(regionId: number, hourMs: number, latencyMs: number): Promise<void> {
  const us = latencyMs * 1000;
  await database.db.rollupHour.create({
    data: {
      monitorId,
      regionId,
      hour: new Date(hourMs),
      expected: 60,
      ticks: 60,
      ok: 60,
      failed: 0,
      internal: 0,
      sumUs: us * 60,
      minUs: us,
      maxUs: us,
      sketchKeys: [sketchKey(us)],
      sketchCounts: [60],
    },
  });
}

/** Six weeks as usual, then the hours from STEP on, in ms. */
async function history(regionId: number, hours: readonly number[]): Promise<void> {
  for (const [at, latencyMs] of [200, ...hours].entries()) {
    const hourMs = STEP + (at - 1) * HOUR_MS;
    for (let week = 1; week <= 6; week += 1) await roll(regionId, hourMs - week * WEEK_MS, 195 + week * 2);
    await roll(regionId, hourMs, latencyMs);
  }
}

/** The hours up to `hours` after the step have been rolled up for good. */
async function rolledUp(hours: number): Promise<number> {
  const at = new Date(STEP + hours * HOUR_MS);
  await database.db.watermark.upsert({
    where: { name: "rollup_hour" },
    create: { name: "rollup_hour", at },
    update: { at },
  });
  deps.setNow(at.getTime() + 600_000);
  return noteAnomalies(deps);
}

const notes = () => database.db.anomalyNote.findMany({ orderBy: { fromAt: "asc" } });

test("two slow hours from one region make one note with its evidence, which ends when it is as usual", async () => {
  await history(regions.far, [420, 500, 210]);
  await history(regions.near, [200, 200, 200]);
  expect(await rolledUp(0)).toBe(0);
  expect(await rolledUp(1)).toBe(0);
  expect(await notes()).toEqual([]);

  expect(await rolledUp(2)).toBe(1);
  const [note] = await notes();
  expect(note).toMatchObject({
    monitorId,
    regionId: regions.far,
    fromAt: new Date(STEP),
    toAt: null,
    peakAt: new Date(STEP + HOUR_MS),
    samples: 60,
    weeks: 6,
  });
  expect((note?.observedUs ?? 0) / 500_000).toBeCloseTo(1, 1);
  expect((note?.medianUs ?? 0) / 202_000).toBeCloseTo(1, 1);

  expect(await rolledUp(3)).toBe(1);
  expect(await notes()).toMatchObject([{ id: note?.id, toAt: new Date(STEP + 2 * HOUR_MS) }]);
});

test("a second run changes nothing, nor does one over the same hours again", async () => {
  await history(regions.far, [420, 500, 210]);
  await rolledUp(0);
  await rolledUp(3);
  const before = await notes();
  expect(before).toHaveLength(1);
  expect(await noteAnomalies(deps)).toBe(0);
  await database.db.watermark.update({ where: { name: "anomaly" }, data: { at: new Date(STEP) } });
  await noteAnomalies(deps);
  expect(await notes()).toEqual(before);
});

test("nobody is told of it", async () => {
  await history(regions.far, [900, 900]);
  await rolledUp(0);
  await rolledUp(2);
  expect(await notes()).toHaveLength(1);
  expect(await database.db.delivery.count()).toBe(0);
  expect(await database.db.incident.count()).toBe(0);
});

test("after a standstill of days only the last day is looked at", async () => {
  await history(regions.far, [900, 900, 200]);
  await rolledUp(0);
  expect(await rolledUp(30)).toBe(0);
  expect(await notes()).toEqual([]);
});
