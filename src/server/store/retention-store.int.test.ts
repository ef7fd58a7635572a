import { afterAll, beforeAll, expect, test } from "vitest";
import { aChannel, aMonitor, aRegion, aWorkspace } from "#testing/builders.ts";
import { createTestDatabase, type TestDatabase } from "#testing/test-database.ts";
import { writeVerdicts } from "#testing/verdict-writer.ts";
import { deleteExpired } from "./retention-store.ts";

const START = Date.UTC(2027, 0, 15);
const DAY = 86_400_000;
let database: TestDatabase;

beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.close());

test("old deliveries go, except those that wait and those of an incident that is still open", async () => {
  const workspaceId = await aWorkspace(database.db);
  const regionIds = [await aRegion(database.db, "eu")];
  const channelId = await aChannel(database.db, { workspaceId });
  for (const name of ["Over", "Open", "Young"]) {
    const { id: monitorId } = await aMonitor(database.db, { workspaceId, regionIds, fromMs: START, name });
    await database.db.monitorChannel.create({ data: { monitorId, channelId } });
    const at = name === "Young" ? START + 100 * DAY : START;
    await writeVerdicts(database.pool, { steps: [{ monitorId, to: "down", at }], nowMs: at });
    await database.db.delivery.updateMany({ data: { status: "sent" } });
    if (name === "Over") {
      await writeVerdicts(database.pool, {
        steps: [{ monitorId, to: "up", at: at + 1 }],
        nowMs: at + 1,
      });
    }
  }
  await database.db.delivery.updateMany({ where: { event: "up" }, data: { status: "pending" } });

  const limits = { rollupMs: START, tickMs: START, deliveryMs: START + 90 * DAY };
  expect([await deleteExpired(database.pool, limits), await deleteExpired(database.pool, limits)]).toEqual([
    1, 0,
  ]);
  const left = await database.db.delivery.findMany({ orderBy: { createdAt: "asc" } });
  expect(left.map(({ event, status }) => [event, status])).toEqual([
    ["down", "sent"],
    ["up", "pending"],
    ["down", "sent"],
  ]);
});
