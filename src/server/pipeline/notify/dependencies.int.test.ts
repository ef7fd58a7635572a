import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { aChannel, aMonitor, aRegion, aWorkspace } from "#testing/builders.ts";
import { createMemoryStream } from "#testing/memory-stream.ts";
import { createTestDatabase, type TestDatabase } from "#testing/test-database.ts";
import { createTestDeps, type TestDeps } from "#testing/test-deps.ts";
import { beginRound, type Step, writeVerdicts } from "#testing/verdict-writer.ts";
import { advanceIncidents } from "./advance-incidents.ts";
import { createNotifier } from "./notifier.ts";

const START = Date.UTC(2027, 0, 15, 10, 2);
const INTERVAL = 30_000;
const BECAUSE = "Nobody was told: the parent Gateway is down since 10:02.";
let database: TestDatabase;
let workspaceId: string;
let regionIds: number[];
let deps: TestDeps;
let channelId: string;
let gateway: number;
let shop: number;
let basket: number;

beforeAll(async () => {
  database = await createTestDatabase();
  workspaceId = await aWorkspace(database.db, "Acme");
  regionIds = [await aRegion(database.db, "eu")];
});
afterAll(() => database.close());
beforeEach(async () => {
  await database.pool.query("TRUNCATE monitor, channel CASCADE");
  deps = createTestDeps(database, createMemoryStream(), START);
  // The clock stands still while a delivery is under way, however long that takes.
  deps.sleep = () => sleep(5);
  channelId = await aChannel(database.db, { workspaceId, name: "Ops" });
  gateway = await monitor("Gateway");
  shop = await monitor("Shop", gateway);
  // A grandchild: the graph is walked to its top.
  basket = await monitor("Basket", shop);
});

async function monitor(name: string, parentId?: number): Promise<number> {
  const { id } = await aMonitor(database.db, {
    workspaceId,
    regionIds,
    fromMs: START - 3_600_000,
    intervalMs: INTERVAL,
    name,
  });
  await database.db.monitorChannel.create({ data: { monitorId: id, channelId } });
  if (parentId !== undefined) await database.db.monitorParent.create({ data: { monitorId: id, parentId } });
  return id;
}
async function say(later: number, ...steps: Omit<Step, "at">[]) {
  deps.setNow(START + later);
  const nowMs = START + later;
  return writeVerdicts(database.pool, { steps: steps.map((step) => ({ ...step, at: nowMs })), nowMs });
}
/** The clock and the dispatcher at that moment, each twice: the second finds nothing to do. */
async function tick(later: number) {
  deps.setNow(START + later);
  await advanceIncidents(deps);
  expect(await advanceIncidents(deps)).toBe(0);
  await createNotifier(deps).wake();
  await createNotifier(deps).wake();
}
const sent = () => deps.notifications.map(({ kind, monitor: { name } }) => `${kind} ${name}`);
const events = async (monitorId: number) =>
  (await database.db.incidentEvent.findMany({ where: { incident: { monitorId } } })).map(
    ({ kind, message }) => `${kind}: ${message}`,
  );
const incidentOf = (monitorId: number) =>
  database.db.incident.findFirstOrThrow({ where: { monitorId }, orderBy: { openedAt: "desc" } });

test("while the parent is down, nobody is told of its descendants, and the reason is kept", async () => {
  await say(0, { monitorId: gateway, to: "down" });
  expect(await say(5_000, { monitorId: shop, to: "down" }, { monitorId: basket, to: "down" })).toBe(0);
  await tick(5_000);
  expect(sent()).toEqual(["down Gateway"]);
  const parent = await incidentOf(gateway);
  expect(await incidentOf(basket)).toMatchObject({ causedById: parent.id });
  expect(await events(shop)).toEqual([`suppressed: ${BECAUSE}`]);
  const rows = await database.db.delivery.findMany({ where: { monitorId: { in: [shop, basket] } } });
  expect(rows.map(({ status, heldBecause }) => [status, heldBecause])).toEqual([
    ["suppressed", BECAUSE],
    ["suppressed", BECAUSE],
  ]);

  await say(
    60_000,
    { monitorId: shop, to: "up" },
    { monitorId: basket, to: "up" },
    { monitorId: gateway, to: "up" },
  );
  await tick(60_000);
  await tick(600_000);
  expect(sent()).toEqual(["down Gateway", "up Gateway"]);
});

test("a parent that seems to go down holds its child's message, and takes it back once it is down", async () => {
  await beginRound(database.pool, { monitorId: gateway, at: START });
  await say(0, { monitorId: shop, to: "down" });
  await tick(0);
  expect(sent()).toEqual([]);
  await say(8_000, { monitorId: gateway, to: "down" });
  await tick(30_000);
  expect(sent()).toEqual(["down Gateway"]);
  expect(await incidentOf(shop)).toMatchObject({ causedById: (await incidentOf(gateway)).id });
});

test("a parent that only stumbled lets its child's message go after 20 s", async () => {
  await beginRound(database.pool, { monitorId: gateway, at: START });
  await say(0, { monitorId: shop, to: "down" });
  await tick(19_999);
  expect(sent()).toEqual([]);
  await tick(20_000);
  expect(sent()).toEqual(["down Shop"]);
});

test("a child that was told before its parent went down stays told, one whose message waits is taken back", async () => {
  const quietHours = { from: "10:00", to: "11:00", zone: "UTC", days: [5], exceptCritical: true };
  await say(0, { monitorId: shop, to: "down" });
  await tick(0);
  await database.db.channel.update({ where: { id: channelId }, data: { quietHours } });
  await say(1_000, { monitorId: basket, to: "down" });
  // It waited beside the shop, which is down: that is its parent, too.
  expect((await incidentOf(basket)).causedById).toBe((await incidentOf(shop)).id);
  const other = await monitor("Search", gateway);
  await say(2_000, { monitorId: other, to: "down" });
  expect((await incidentOf(other)).causedById).toBeNull();
  await say(50_000, { monitorId: gateway, to: "down" });
  expect((await incidentOf(other)).causedById).toBe((await incidentOf(gateway)).id);
  expect((await incidentOf(shop)).causedById).toBeNull();
});

test("the clock captures what two judgements at once could not see of each other", async () => {
  await beginRound(database.pool, { monitorId: gateway, at: START });
  await say(0, { monitorId: shop, to: "down" });
  await say(1_000, { monitorId: gateway, to: "down" });
  // As if the parent's transaction had not seen the child's.
  await database.pool.query("UPDATE incident SET caused_by_id = NULL");
  await database.pool.query(
    "UPDATE delivery SET status = 'pending', grouped = true, held_because = 'x' WHERE monitor_id = $1",
    [shop],
  );
  await tick(20_000);
  expect(sent()).toEqual(["down Gateway"]);
  expect((await incidentOf(shop)).causedById).toBe((await incidentOf(gateway)).id);
});

test("a child that is still down two intervals after its parent is up is told then, once, and its end after that", async () => {
  await say(0, { monitorId: gateway, to: "down" });
  await say(1_000, { monitorId: shop, to: "down", remindEveryMs: 600_000 });
  await say(100_000, { monitorId: gateway, to: "up" });
  await tick(100_000 + 2 * INTERVAL - 1);
  expect(sent()).toEqual(["down Gateway", "up Gateway"]);
  const at = 100_000 + 2 * INTERVAL;
  deps.setNow(START + at);
  const made = await Promise.all([advanceIncidents(deps), advanceIncidents(deps), advanceIncidents(deps)]);
  expect(made.sort()).toEqual([0, 0, 1]);
  await tick(at);
  expect(sent().slice(2)).toEqual(["down Shop"]);
  expect(await incidentOf(shop)).toMatchObject({
    causedById: null,
    nextReminderAt: new Date(START + at + 600_000),
  });
  await say(200_000, { monitorId: shop, to: "up" });
  await tick(200_000);
  expect(sent().slice(2)).toEqual(["down Shop", "up Shop"]);
});

test("another ancestor that is down takes the place of the one that is up again", async () => {
  await say(0, { monitorId: gateway, to: "down" });
  await say(1_000, { monitorId: shop, to: "down" });
  await say(2_000, { monitorId: basket, to: "down" });
  await say(100_000, { monitorId: gateway, to: "up" });
  await tick(100_000 + 2 * INTERVAL);
  expect(sent().slice(2)).toEqual(["down Shop"]);
  expect((await incidentOf(basket)).causedById).toBe((await incidentOf(shop)).id);
});

test("a parent that is deleted explains nothing any more", async () => {
  await say(0, { monitorId: gateway, to: "down" });
  await say(1_000, { monitorId: shop, to: "down" });
  await tick(5_000);
  await database.db.monitor.delete({ where: { id: gateway } });
  await tick(6_000);
  await tick(7_000);
  expect(sent()).toEqual(["down Gateway", "down Shop"]);
});

describe("a parent that is down in its own maintenance, without an incident", () => {
  const QUIET = "Nobody was told: the parent Gateway is down during its maintenance.";
  beforeEach(() => say(0, { monitorId: gateway, to: "maintenance", raw: "up" }));
  const fallIn = (later: number) => say(later, { monitorId: gateway, to: "maintenance", raw: "down" });

  test("keeps its children quiet, and lets them be told two of their intervals after it is well", async () => {
    await fallIn(1_000);
    const escalation = { steps: [{ afterMin: 5, channelIds: [channelId], scheduleIds: [] }], repeat: 0 };
    await say(5_000, { monitorId: basket, to: "down", escalation, remindEveryMs: 60_000 });
    await tick(5_000);
    await tick(900_000);
    expect(sent()).toEqual([]);
    expect(await events(basket)).toEqual([`suppressed: ${QUIET}`]);

    await say(1_000_000, { monitorId: gateway, to: "maintenance", raw: "up" });
    await tick(1_000_000 + 2 * INTERVAL - 1);
    expect(sent()).toEqual([]);
    await tick(1_000_000 + 2 * INTERVAL);
    expect(sent()).toEqual(["down Basket"]);
    expect(await incidentOf(basket)).toMatchObject({
      causedById: null,
      nextStepAt: new Date(START + 1_000_000 + 2 * INTERVAL + 300_000),
      nextReminderAt: new Date(START + 1_000_000 + 2 * INTERVAL + 60_000),
    });
  });

  test("takes back what waited for its confirmation", async () => {
    await beginRound(database.pool, { monitorId: gateway, at: START });
    await say(0, { monitorId: shop, to: "down" });
    await fallIn(8_000);
    await tick(10_000);
    await tick(30_000);
    expect(sent()).toEqual([]);
    expect(await events(shop)).toEqual([`suppressed: ${QUIET}`]);
  });

  test("has an incident when its window ends, which is then the cause", async () => {
    await fallIn(1_000);
    await say(5_000, { monitorId: shop, to: "down" });
    await tick(5_000);
    await say(60_000, { monitorId: gateway, to: "down" });
    await tick(60_000);
    await tick(60_000 + 2 * INTERVAL);
    expect(sent()).toEqual(["down Gateway"]);
    expect((await incidentOf(shop)).causedById).toBe((await incidentOf(gateway)).id);
    await say(200_000, { monitorId: gateway, to: "up" });
    await tick(200_000 + 2 * INTERVAL);
    expect(sent()).toEqual(["down Gateway", "up Gateway", "down Shop"]);
  });
});
