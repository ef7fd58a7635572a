import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { afterAll, beforeAll, expect, test } from "vitest";
import { folderPlace } from "#server/archive/folder-place.ts";
import { dropDaysBefore, ensureDays, findOldestDay } from "#server/store/partition-store.ts";
import { inTransaction } from "#server/store/sql-transaction.ts";
import { findTickExport } from "#server/store/tick-export-store.ts";
import { aMonitor, aRegion, aWorkspace } from "#testing/builders.ts";
import { createMemoryStream } from "#testing/memory-stream.ts";
import { createTestDatabase, type TestDatabase } from "#testing/test-database.ts";
import { createTestDeps } from "#testing/test-deps.ts";
import { exportOldDays } from "./export-old-days.ts";

const DAY_MS = 86_400_000;
const FIRST = Date.UTC(2026, 0, 10);
/** The first two days are over and kept no longer. */
const NOW = FIRST + 32 * DAY_MS + 3_600_000;

let database: TestDatabase;
let folder: string;
let workspaceId: string;

beforeAll(async () => {
  database = await createTestDatabase();
  folder = await mkdtemp(join(tmpdir(), "uptick-ticks-"));
  const { pool, db } = database;
  await inTransaction(pool, (sql) => dropDaysBefore(sql, Date.now() + 100 * DAY_MS));
  await ensureDays(pool, { fromMs: FIRST, toMs: FIRST + 3 * DAY_MS });
  workspaceId = await aWorkspace(db, "Acme");
  const regionId = await aRegion(db, "eu");
  const { id } = await aMonitor(db, { workspaceId, regionIds: [regionId], fromMs: FIRST });
  await pool.query(
    `INSERT INTO tick (scheduled_at, monitor_id, total_us, bytes, late_ms, region_id, status, outcome, origin, vote)
     SELECT to_timestamp($1 / 1000.0) + n * interval '1 hour', $2, n, 10, 1, $3, 200, 0, 0, true FROM generate_series(0, 71) n`,
    [FIRST, id, regionId],
  );
  await pool.query("INSERT INTO gap VALUES (to_timestamp($1 / 1000.0) + interval '90 s', $2, $3, 0)", [
    FIRST,
    id,
    regionId,
  ]);
});
afterAll(async () => {
  await database.close();
  await rm(folder, { recursive: true, force: true });
});

const deps = (place = folderPlace(folder)) => ({
  ...createTestDeps(
    database,
    createMemoryStream(() => NOW),
    NOW,
  ),
  tickArchive: place,
});
const fileOf = (day: string) => join(folder, "ticks", day, `${workspaceId}.ndjson.gz`);

test("a place that fails is written down, and nothing counts as exported", async () => {
  const broken = { ...folderPlace(folder), write: () => Promise.reject(new Error("No space left")) };
  expect(await exportOldDays(deps(broken))).toBe(0);
  expect(await findTickExport(database.pool)).toMatchObject({
    doneToMs: null,
    failing: { reason: "No space left", dayMs: FIRST },
  });
});

test("days that are kept no longer are written, one line per check and gap, and a second run writes nothing", async () => {
  expect(await exportOldDays(deps())).toBe(2);
  const lines = gunzipSync(await readFile(fileOf("2026-01-10")))
    .toString()
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line));
  expect(lines).toHaveLength(25);
  expect(lines[0]).toMatchObject({
    kind: "check",
    region: "eu",
    at: "2026-01-10T00:00:00.000Z",
    outcome: "ok",
    totalUs: 0,
  });
  expect(lines[1]).toMatchObject({ kind: "gap", at: "2026-01-10T00:01:30.000Z" });
  const manifest = JSON.parse(await readFile(join(folder, "ticks/2026-01-10/manifest.json"), "utf8"));
  expect(manifest).toMatchObject({ day: "2026-01-10", files: [{ rows: 25 }] });
  expect(await findTickExport(database.pool)).toEqual({ doneToMs: FIRST + 2 * DAY_MS, failing: null });
  expect(await exportOldDays(deps())).toBe(0);
});

test("a day that somebody reads is not dropped, and nobody waits for it", async () => {
  const reader = await database.pool.connect();
  await reader.query("BEGIN");
  await reader.query("LOCK TABLE tick_20260110 IN ACCESS SHARE MODE");
  const dropped = await inTransaction(database.pool, (sql) => dropDaysBefore(sql, FIRST + DAY_MS));
  expect(dropped).toEqual(["tick_evidence_20260110", "gap_20260110"]);
  await reader.query("COMMIT");
  reader.release();
  await inTransaction(database.pool, (sql) => dropDaysBefore(sql, FIRST + DAY_MS));
  expect(await findOldestDay(database.pool)).toBe(FIRST + DAY_MS);
});
