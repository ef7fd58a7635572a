import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { insertDeliveries } from "#server/store/outbox-store.ts";
import { aChannel, aMonitor, aRegion, aWorkspace } from "#testing/builders.ts";
import { createMemoryStream } from "#testing/memory-stream.ts";
import { createTestDatabase, type TestDatabase } from "#testing/test-database.ts";
import { createTestDeps, type TestDeps } from "#testing/test-deps.ts";
import { beginRound, type Step, writeVerdicts } from "#testing/verdict-writer.ts";
import { createNotifier } from "./notifier.ts";

const START = Date.UTC(2027, 0, 15, 10, 2);
let database: TestDatabase;
let workspaceId: string;
let regionIds: number[];
let deps: TestDeps;
let channelId: string;

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
});

async function monitors(count: number): Promise<number[]> {
  const made: number[] = [];
  for (let n = 0; n < count; n += 1) {
    const { id } = await aMonitor(database.db, {
      workspaceId,
      regionIds,
      fromMs: START - 3_600_000,
      name: `Shop ${n}`,
    });
    await database.db.monitorChannel.create({ data: { monitorId: id, channelId } });
    made.push(id);
  }
  return made;
}
const at = (later: number) => START + later;
/** Written at the moment that it tells of. */
async function say(later: number, ...steps: Omit<Step, "at">[]) {
  deps.setNow(at(later));
  return writeVerdicts(database.pool, {
    steps: steps.map((step) => ({ at: at(later), ...step })),
    nowMs: at(later),
  });
}
async function drain(later: number) {
  deps.setNow(at(later));
  await createNotifier(deps).wake();
}
const sent = () =>
  deps.notifications.map(({ kind, monitor, others }) => [
    kind,
    monitor.name,
    ...others.map(({ name }) => name),
  ]);
const stored = async () =>
  (await database.db.delivery.findMany({ orderBy: [{ createdAt: "asc" }, { event: "asc" }] })).map(
    ({ event, status, heldBecause }) => ({ event, status, heldBecause }),
  );
const suppressions = async () =>
  (await database.db.incidentEvent.findMany({ where: { kind: "suppressed" } })).map(({ message }) => message);

test("a single outage leaves at once, and is told of once however often it is written", async () => {
  const [monitorId = 0] = await monitors(1);
  expect(await say(0, { monitorId, to: "down" })).toBe(1);
  const changes = JSON.stringify([
    { monitor_id: monitorId, seq: 1, was: "up", becomes: "down", at_ms: START, reason: "again", inputs: [] },
  ]);
  expect(await insertDeliveries(database.pool, { changesJson: changes, nowMs: START })).toBe(0);
  await drain(0);
  expect(sent()).toEqual([["down", "Shop 0"]]);
});

test("an incident that gets worse is told of again, one that gets better is not", async () => {
  const [monitorId = 0] = await monitors(1);
  await say(0, { monitorId, to: "degraded" });
  await say(60_000, { monitorId, to: "down" });
  await say(120_000, { monitorId, to: "flapping" });
  await say(180_000, { monitorId, to: "down" });
  await drain(200_000);
  await say(240_000, { monitorId, to: "up" });
  await drain(240_000);
  expect(sent().map(([kind]) => kind)).toEqual(["degraded", "down", "up"]);
});

test("several steps of one judgement are told in their order", async () => {
  const [monitorId = 0] = await monitors(1);
  await say(0, { monitorId, to: "down" }, { monitorId, to: "up" }, { monitorId, to: "down" });
  await drain(0);
  expect(
    sent()
      .map(([kind]) => kind)
      .sort(),
  ).toEqual(["down", "down", "up"]);
  const perIncident = await database.db.incident.findMany({ orderBy: { openedSeq: "asc" } });
  const order = deps.notifications.map(({ kind, incidentId }) => [kind, incidentId]);
  const first = order.filter(([, incidentId]) => incidentId === perIncident[0]?.id);
  expect(first.map(([kind]) => kind)).toEqual(["down", "up"]);
});

test("five outages of one judgement are one message, and their ends are one, too", async () => {
  const all = await monitors(6);
  await say(0, ...all.map((monitorId) => ({ monitorId, to: "down" as const })));
  await drain(14_999);
  expect(sent()).toEqual([]);
  await drain(15_000);
  expect(deps.notifications).toHaveLength(1);
  expect(sent()[0]?.slice(1).sort()).toEqual(all.map((_, n) => `Shop ${n}`));
  expect((await stored()).every(({ status, heldBecause }) => status === "sent" && heldBecause === null)).toBe(
    true,
  );
  const rows = await database.db.delivery.findMany();
  const leader = rows.find(({ leaderId }) => leaderId === null);
  expect(rows.filter(({ leaderId }) => leaderId === leader?.id)).toHaveLength(5);

  // One after the other, as checks come back.
  for (const [n, monitorId] of all.entries()) await say(60_000 + n * 1_000, { monitorId, to: "up" });
  await drain(76_000);
  expect(deps.notifications).toHaveLength(2);
  expect(sent()[1]).toHaveLength(7);
  await drain(200_000);
  expect(deps.notifications).toHaveLength(2);
});

test("outages that come one by one are grouped from the fifth on, or at once while others wait for their confirmation", async () => {
  const all = await monitors(8);
  for (const [n, monitorId] of all.slice(0, 5).entries()) await say(n * 1_000, { monitorId, to: "down" });
  await drain(5_000);
  expect(deps.notifications).toHaveLength(4);
  await say(6_000, { monitorId: all[5] ?? 0, to: "down" });
  await drain(19_000);
  expect(sent().slice(4)).toEqual([["down", "Shop 4", "Shop 5"]]);

  await database.pool.query("TRUNCATE incident CASCADE");
  await database.pool.query("UPDATE monitor_state SET verdict = 'up', raw = 'up'");
  deps.notifications.length = 0;
  for (const monitorId of all.slice(3)) await beginRound(database.pool, { monitorId, at: at(100_000) });
  await say(101_000, { monitorId: all[0] ?? 0, to: "down" });
  await say(103_000, { monitorId: all[3] ?? 0, to: "down" });
  await drain(115_999);
  expect(sent()).toEqual([]);
  await drain(116_000);
  expect(sent()).toEqual([["down", "Shop 0", "Shop 3"]]);
});

test("what was over before a held message left is told to nobody, and the timeline says so", async () => {
  const all = await monitors(5);
  await say(0, ...all.map((monitorId) => ({ monitorId, to: "down" as const })));
  await say(5_000, ...all.map((monitorId) => ({ monitorId, to: "up" as const })));
  await drain(60_000);
  expect(sent()).toEqual([]);
  expect(new Set((await stored()).map(({ event, status }) => `${event} ${status}`))).toEqual(
    new Set(["down suppressed"]),
  );
  expect(await suppressions()).toEqual(
    all.map(() => "Nobody was told: it was over before the message left."),
  );
});

test("a backlog is not paged: what was over long ago is told to nobody, what lasts is one message", async () => {
  const all = await monitors(3);
  const old = START - 3_600_000;
  const steps = all.flatMap((monitorId): Step[] => [
    { monitorId, to: "down", at: old },
    ...(monitorId === all[2] ? [] : [{ monitorId, to: "up" as const, at: old + 300_000 }]),
  ]);
  await writeVerdicts(database.pool, { steps, nowMs: START });
  await drain(0);
  expect(sent()).toEqual([]);
  await drain(15_000);
  expect(sent()).toEqual([["down", "Shop 2"]]);
  expect(await suppressions()).toHaveLength(2);
});

test("a group that fails comes again as it was, and whoever joins later has a message of their own", async () => {
  const all = await monitors(6);
  await say(0, ...all.slice(0, 5).map((monitorId) => ({ monitorId, to: "down" as const })));
  const messages: string[][] = [];
  let isBusy = true;
  deps.send = async (_target, { id, monitor, others }) => {
    messages.push([id, ...[monitor, ...others].map(({ name }) => name).sort()]);
    if (!isBusy) return { kind: "sent", request: null, response: { status: 200, body: "", latencyMs: 1 } };
    const failed = { kind: "failed", permanent: false, reason: "busy", retryAfterMs: null } as const;
    return { ...failed, request: null, response: null };
  };
  await drain(15_000);
  await say(16_000, { monitorId: all[5] ?? 0, to: "down" });
  isBusy = false;
  await drain(80_000);
  expect(messages).toHaveLength(3);
  expect(messages[1]).toEqual(messages[0]);
  expect(messages[2]?.slice(1)).toEqual(["Shop 5"]);
  expect((await stored()).every(({ status }) => status === "sent")).toBe(true);
});

test("a long list says how much it leaves out", async () => {
  const all = await monitors(60);
  await say(0, ...all.map((monitorId) => ({ monitorId, to: "down" as const })));
  await drain(15_000);
  expect(deps.notifications).toHaveLength(1);
  expect(deps.notifications[0]?.others).toHaveLength(50);
  expect(deps.notifications[0]?.reason).toContain("9 more are not listed here.");
  expect(await database.db.delivery.count({ where: { status: "sent" } })).toBe(60);
});

test("quiet hours hold until they end, and drop what is over by then; a critical monitor breaks them", async () => {
  const [monitorId = 0, other = 0, loud = 0] = await monitors(3);
  const quietHours = {
    from: "22:00",
    to: "11:30",
    zone: "Europe/Berlin",
    days: [1, 2, 3, 4, 5, 6, 7],
    exceptCritical: true,
  };
  await database.db.channel.update({ where: { id: channelId }, data: { quietHours } });
  await say(0, { monitorId, to: "down" });
  await say(1_000, { monitorId: other, to: "down" });
  await say(2_000, { monitorId: loud, to: "down", severity: "critical" });
  await drain(3_000);
  expect(sent()).toEqual([["down", "Shop 2"]]);
  expect((await stored())[0]?.heldBecause).toBe("The channel has quiet hours until 11:30.");
  await say(60_000, { monitorId: other, to: "up" });
  // 11:30 in Berlin is 10:30 UTC.
  await drain(28 * 60_000 - 1);
  expect(sent()).toHaveLength(1);
  await drain(28 * 60_000);
  expect(sent().slice(1)).toEqual([["down", "Shop 0"]]);
  expect(await suppressions()).toHaveLength(1);
});
