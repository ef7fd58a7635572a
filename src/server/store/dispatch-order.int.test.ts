import { afterAll, beforeAll, expect, test } from "vitest";
import { aChannel, aMonitor, aRegion, aWorkspace } from "#testing/builders.ts";
import { createTestDatabase, type TestDatabase } from "#testing/test-database.ts";
import { claimDeliveries } from "./dispatch-store.ts";
import { connect } from "./prisma.ts";

const START = Date.UTC(2027, 0, 15, 10, 2);
const INCIDENT = "00000000-0000-7000-8000-000000000001";
let database: TestDatabase;

beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.close());

test("regression: an up that was written with an older time waits for its down all the same", async () => {
  const { db, pool } = database;
  const workspaceId = await aWorkspace(db);
  const regionIds = [await aRegion(db, "eu")];
  const { id: monitorId } = await aMonitor(db, { workspaceId, regionIds, fromMs: START - 60_000 });
  const channelId = await aChannel(db, { workspaceId, monitorIds: [monitorId] });
  await pool.query(
    `INSERT INTO incident (id, workspace_id, monitor_id, opened_at, opened_seq, cause)
      VALUES ($1, $2, $3, to_timestamp($4 / 1000.0), 1, 'It failed.')`,
    [INCIDENT, workspaceId, monitorId, START],
  );
  const write = (event: string, seq: number, createdMs: number, nextMs: number) =>
    pool.query(
      `INSERT INTO delivery (id, workspace_id, channel_id, incident_id, monitor_id, seq, event, created_at, next_at, notification)
        VALUES (gen_random_uuid(), $1, $2, $3, $4, $5, $6::"DeliveryEvent", to_timestamp($7 / 1000.0),
          to_timestamp($8 / 1000.0), '{}')`,
      [workspaceId, channelId, INCIDENT, monitorId, seq, event, createdMs, nextMs],
    );
  await write("down", 1, START + 5, START + 60_000);
  await write("up", 2, START, START);
  expect(await claimDeliveries(pool, { nowMs: START + 10, limit: 10 })).toEqual([]);
  await pool.query("UPDATE delivery SET status = 'sent' WHERE event = 'down'");
  expect(await claimDeliveries(pool, { nowMs: START + 10, limit: 10 })).toHaveLength(1);
});

const PLANS = [
  "enable_hashjoin=on",
  "enable_hashjoin=off",
  "enable_hashjoin=off enable_mergejoin=off",
  "enable_hashjoin=off enable_mergejoin=off enable_indexscan=off enable_bitmapscan=off",
  "enable_hashjoin=off enable_mergejoin=off enable_memoize=off enable_material=off enable_indexscan=off enable_bitmapscan=off",
  "enable_nestloop=off",
];

test.each(PLANS)("one message of a channel at a time, whatever plan is made with %s", async (plan) => {
  const { db, pool, url } = database;
  const workspaceId = await aWorkspace(db);
  const regionIds = [await aRegion(db, `r-${PLANS.indexOf(plan)}`)];
  const { id: monitorId } = await aMonitor(db, { workspaceId, regionIds, fromMs: START - 60_000 });
  const channelId = await aChannel(db, { workspaceId, monitorIds: [monitorId] });
  await pool.query(
    `INSERT INTO delivery (id, workspace_id, channel_id, monitor_id, event, created_at, next_at, notification)
      SELECT gen_random_uuid(), $1, $2, $3, 'down', to_timestamp($4 / 1000.0), to_timestamp($4 / 1000.0), '{}'
      FROM generate_series(1, 5)`,
    [workspaceId, channelId, monitorId, START],
  );
  const planned = new URL(url);
  planned.searchParams.set("options", plan.replaceAll(/(^| )(?=enable)/g, "$1-c "));
  const other = connect({ url: planned.href, max: 2 });
  try {
    const claimed = await claimDeliveries(other.pool, { nowMs: START + 10, limit: 10 });
    expect(claimed.filter((delivery) => delivery.channelId === channelId)).toHaveLength(1);
  } finally {
    await other.db.$disconnect();
    await other.pool.end();
  }
});
