import { afterAll, beforeAll, expect, test } from "vitest";
import { MAX_ARTIFACT_BYTES } from "#contracts/artifact.ts";
import { aMonitor, aRegion, aWorkspace } from "#testing/builders.ts";
import { createTestDatabase, type TestDatabase } from "#testing/test-database.ts";
import { deleteOldArtifacts, findArtifact, saveArtifact } from "./artifact-store.ts";

const NOW = Date.now();
const DAY_MS = 86_400_000;
let database: TestDatabase;
let regions: { checks: number; other: number; foreign: number };
let monitorId: number;
let serial = 0;

beforeAll(async () => {
  database = await createTestDatabase();
  const workspaceId = await aWorkspace(database.db, "Acme");
  const foreignId = await aWorkspace(database.db, "Rival");
  regions = {
    checks: await aRegion(database.db, "eu"),
    other: await aRegion(database.db, "us"),
    foreign: await aRegion(database.db, "rival"),
  };
  const regionIds = [regions.checks, regions.foreign];
  monitorId = (await aMonitor(database.db, { workspaceId, regionIds, fromMs: NOW - 1000 })).id;
  await database.db.region.update({ where: { id: regions.foreign }, data: { workspaceId: foreignId } });
});
afterAll(() => database.close());

function nextId(): string {
  serial += 1;
  return `01900000-0000-7000-8000-${String(serial).padStart(12, "0")}`;
}

function given(change: { id?: string; regionId?: number; monitorId?: number; nowMs?: number } = {}) {
  return {
    id: nextId(),
    monitorId,
    regionId: regions.checks,
    scheduledAt: NOW,
    kind: "screenshot",
    contentType: "image/png",
    bytes: Buffer.from("PNG"),
    nowMs: NOW,
    ...change,
  } as const;
}

test("a file is found by its monitor; handing it in twice changes nothing", async () => {
  const file = given();
  expect(await saveArtifact(database.pool, file)).toBe(true);
  expect(await saveArtifact(database.pool, { ...file, bytes: Buffer.from("other") })).toBe(true);
  expect(await findArtifact(database.pool, { monitorId, id: file.id })).toEqual({
    kind: "screenshot",
    contentType: "image/png",
    bytes: Buffer.from("PNG").toString("base64"),
  });
  expect(await findArtifact(database.pool, { monitorId: monitorId + 1, id: file.id })).toBeNull();
});

test("a region that does not check the monitor, or belongs to another workspace, is not heard", async () => {
  for (const regionId of [regions.other, regions.foreign]) {
    const file = given({ regionId });
    expect(await saveArtifact(database.pool, file)).toBe(false);
    expect(await findArtifact(database.pool, { monitorId, id: file.id })).toBeNull();
  }
  expect(await saveArtifact(database.pool, given({ monitorId: monitorId + 1 }))).toBe(false);
});

test("a probe that runs wild is stopped at 60 files an hour", async () => {
  const nowMs = NOW + DAY_MS;
  const taken: boolean[] = [];
  for (let n = 0; n < 62; n += 1) taken.push(await saveArtifact(database.pool, given({ nowMs })));
  expect(taken.filter(Boolean)).toHaveLength(60);
  expect(await saveArtifact(database.pool, given({ nowMs: nowMs + 3_600_001 }))).toBe(true);
});

test("no file is larger than 1 MiB", async () => {
  const bytes = Buffer.alloc(MAX_ARTIFACT_BYTES + 1);
  const nowMs = NOW + 2 * DAY_MS;
  await expect(saveArtifact(database.pool, { ...given({ nowMs }), bytes })).rejects.toThrow("artifact_size");
  const largest = { ...given({ nowMs }), bytes: bytes.subarray(1) };
  expect(await saveArtifact(database.pool, largest)).toBe(true);
});

test("after 30 days they are deleted; the second run changes nothing", async () => {
  const before = (await database.pool.query("SELECT FROM artifact")).rowCount ?? 0;
  expect(await deleteOldArtifacts(database.pool, NOW + 30 * DAY_MS)).toBe(0);
  expect(await deleteOldArtifacts(database.pool, NOW + 30 * DAY_MS + 1)).toBe(1);
  expect(await deleteOldArtifacts(database.pool, NOW + 30 * DAY_MS + 1)).toBe(0);
  expect((await database.pool.query("SELECT FROM artifact")).rowCount).toBe(before - 1);
});
