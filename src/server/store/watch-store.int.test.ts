import { afterAll, beforeAll, expect, test } from "vitest";
import { GapReason } from "#contracts/tick.ts";
import { aMonitor, aRegion, aWorkspace } from "#testing/builders.ts";
import { createTestDatabase, type TestDatabase } from "#testing/test-database.ts";
import { insertGaps } from "./gap-store.ts";
import { readPipeline } from "./watch-store.ts";

const NOW = 1_800_000_000_000;
let database: TestDatabase;

beforeAll(async () => {
  database = await createTestDatabase();
  await database.pool.query(
    "SELECT ensure_day(to_timestamp($1 / 1000.0)::date + n) FROM generate_series(-1, 1) n",
    [NOW],
  );
});
afterAll(() => database.close());

test("a slot counts as missed for every reason but that nobody could or wanted to check it", async () => {
  const workspaceId = await aWorkspace(database.db, "Acme");
  const regionId = await aRegion(database.db, "eu");
  const { id: monitorId } = await aMonitor(database.db, {
    workspaceId,
    regionIds: [regionId],
    fromMs: NOW - 3_600_000,
  });
  const gaps = GapReason.options.map((reason, number) => ({
    monitorId,
    regionId,
    scheduledAt: NOW - number * 60_000,
    reason,
  }));
  await insertGaps(database.pool, gaps);
  const { missed } = await readPipeline(database.pool, NOW);
  expect(missed).toBe(GapReason.options.length - ["unsupported", "back_off"].length);
});
