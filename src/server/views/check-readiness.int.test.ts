import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { createMemoryStream, type MemoryStream } from "#testing/memory-stream.ts";
import { createTestDatabase, type TestDatabase } from "#testing/test-database.ts";
import { checkReadiness } from "./check-readiness.ts";

const MINUTE_MS = 60_000;

let database: TestDatabase;
let stream: MemoryStream;
const now = new Date();
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.close());
beforeEach(async () => {
  stream = createMemoryStream();
  await database.pool.query("TRUNCATE watermark");
});

const ask = (latestMigration: string | null = null) =>
  checkReadiness({ sql: database.pool, stream, now: () => now, latestMigration });

async function scheduleRan(agoMs: number): Promise<void> {
  const at = new Date(now.getTime() - agoMs);
  await database.db.watermark.create({ data: { name: "schedule", at, updatedAt: at } });
}

test("a fresh installation is ready before its first check", async () => {
  expect(await ask()).toEqual({
    ok: true,
    checks: { database: true, migrations: true, stream: true, pipeline: "waiting" },
    degraded: [],
  });
});

test("a pipeline that stands still is said, and takes no instance away", async () => {
  await scheduleRan(6 * MINUTE_MS);
  expect(await ask()).toMatchObject({ ok: true, checks: { pipeline: "late" }, degraded: ["pipeline"] });
});

test("without Redis requests are served all the same", async () => {
  await scheduleRan(1_000);
  stream.length = () => Promise.reject(new Error("ECONNREFUSED"));
  expect(await ask()).toMatchObject({
    ok: true,
    checks: { stream: false, pipeline: "running" },
    degraded: ["stream"],
  });
});

test("a build that is newer than the database waits for its migration, an older one does not", async () => {
  const { rows } = await database.pool.query<{ name: string }>(
    "SELECT migration_name AS name FROM _prisma_migrations ORDER BY 1",
  );
  expect(rows.length).toBeGreaterThan(1);
  expect(await ask(rows.at(-1)?.name)).toMatchObject({ ok: true });
  expect(await ask(rows[0]?.name)).toMatchObject({ ok: true });
  expect(await ask("29990101000000_later")).toMatchObject({
    ok: false,
    checks: { database: true, migrations: false },
  });
});

test("a database without tables, and none at all, are told apart", async () => {
  const empty = { query: async () => ({ rows: [{ tables: false, journal: false }] }) } as never;
  const at = { stream, now: () => now, latestMigration: null };
  expect(await checkReadiness({ ...at, sql: empty })).toMatchObject({
    ok: false,
    checks: { database: true, migrations: false },
  });
  const away = { query: () => Promise.reject(new Error("ECONNREFUSED")) } as never;
  expect(await checkReadiness({ ...at, sql: away })).toMatchObject({
    ok: false,
    checks: { database: false, migrations: false, pipeline: null },
  });
});
