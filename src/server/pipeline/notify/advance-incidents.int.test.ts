import { setTimeout as sleep } from "node:timers/promises";
import { uuidv7 } from "uuidv7";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import type { EscalationSteps } from "#contracts/escalation.ts";
import { tellAcknowledged, tellIncident } from "#server/store/tell-incident-store.ts";
import { aChannel, aMonitor, aRegion, aWorkspace } from "#testing/builders.ts";
import { createMemoryStream } from "#testing/memory-stream.ts";
import { createTestDatabase, type TestDatabase } from "#testing/test-database.ts";
import { createTestDeps, type TestDeps } from "#testing/test-deps.ts";
import { type Step, writeVerdicts } from "#testing/verdict-writer.ts";
import { advanceIncidents } from "./advance-incidents.ts";
import { createNotifier } from "./notifier.ts";

const START = Date.UTC(2027, 0, 15, 10);
const MINUTE = 60_000;
let database: TestDatabase;
let workspaceId: string;
let regionIds: number[];
let deps: TestDeps;
let ops: string;
let boss: string;
let monitorId: number;
/** Which channel was told what, in order. */
let got: string[];

beforeAll(async () => {
  database = await createTestDatabase();
  workspaceId = await aWorkspace(database.db, "Acme");
  regionIds = [await aRegion(database.db, "eu")];
});
afterAll(() => database.close());
beforeEach(async () => {
  await database.pool.query("TRUNCATE monitor, channel, incident, on_call_schedule CASCADE");
  deps = createTestDeps(database, createMemoryStream(), START);
  // The clock stands still while a delivery is under way, however long that takes.
  deps.sleep = () => sleep(5);
  got = [];
  deps.send = async ({ config }, { kind }) => {
    got.push(`${(config as { url: string }).url} ${kind}`);
    return { kind: "sent", request: null, response: { status: 200, body: "", latencyMs: 1 } };
  };
  ops = await channel("ops");
  boss = await channel("boss");
  const spec = { workspaceId, regionIds, fromMs: START - 3_600_000, name: "Shop" };
  ({ id: monitorId } = await aMonitor(database.db, spec));
  await database.db.monitorChannel.create({ data: { monitorId, channelId: ops } });
});

async function channel(url: string): Promise<string> {
  const id = await aChannel(database.db, { workspaceId, name: url });
  await database.db.channel.update({ where: { id }, data: { config: { url } } });
  return id;
}
const say = (later: number, step: Omit<Step, "at" | "monitorId">) => {
  deps.setNow(START + later);
  const at = START + later;
  return writeVerdicts(database.pool, { steps: [{ monitorId, at, ...step }], nowMs: at });
};
/** Three runners at once, then one more: each due thing happens once. */
async function tick(later: number): Promise<number> {
  deps.setNow(START + later);
  const made = await Promise.all([1, 2, 3].map(() => advanceIncidents(deps)));
  expect(await advanceIncidents(deps)).toBe(0);
  await createNotifier(deps).wake();
  return made.reduce((sum, count) => sum + count, 0);
}
const step = (afterMin: number, channelIds: string[], scheduleIds: string[] = []) => ({
  afterMin,
  channelIds,
  scheduleIds,
});
const escalation = (repeat: number, ...steps: EscalationSteps["steps"]): EscalationSteps => ({
  steps,
  repeat,
});
const events = async (kind: string) =>
  (await database.db.incidentEvent.findMany({ where: { kind }, orderBy: { at: "asc" } })).map(
    ({ message }) => message,
  );
const incident = () => database.db.incident.findFirstOrThrow();

test("steps are taken when they are due, once each, and again as often as they repeat", async () => {
  await say(0, { to: "down", escalation: escalation(1, step(5, [boss]), step(10, [ops])) });
  expect(await tick(5 * MINUTE - 1)).toBe(0);
  expect(await tick(5 * MINUTE)).toBe(1);
  expect(await tick(15 * MINUTE)).toBe(1);
  expect(await tick(20 * MINUTE)).toBe(1);
  expect(await tick(30 * MINUTE)).toBe(1);
  expect(await tick(300 * MINUTE)).toBe(0);
  expect(got).toEqual(["ops down", "boss escalation", "ops escalation", "boss escalation", "ops escalation"]);
  expect(await events("escalated")).toEqual([
    "Nobody had acknowledged it for 5 min: step 1 of 2 tells boss.",
    "Nobody had acknowledged it for 15 min: step 2 of 2 tells ops.",
    "Nobody had acknowledged it for 20 min: step 1 of 2, repetition 1 tells boss.",
    "Nobody had acknowledged it for 30 min: step 2 of 2, repetition 1 tells ops.",
  ]);
  await say(301 * MINUTE, { to: "up" });
  await tick(301 * MINUTE);
  expect(got.slice(5).sort()).toEqual(["boss up", "ops up"]);
});

test("a step of a merely degraded incident says so, and of one that has got worse that", async () => {
  const worst = async () => {
    const rows = await database.db.delivery.findMany({
      where: { event: "escalation" },
      orderBy: { ordinal: "asc" },
    });
    return rows.map(({ notification }) => (notification as { worst: string }).worst);
  };
  await say(0, { to: "degraded", escalation: escalation(0, step(5, [boss]), step(10, [boss])) });
  await tick(5 * MINUTE);
  expect(await worst()).toEqual(["degraded"]);
  await say(6 * MINUTE, { to: "down" });
  await tick(15 * MINUTE);
  expect(await worst()).toEqual(["degraded", "down"]);
});

test("a first step without delay is told with the monitor's channels, who is on call included", async () => {
  const night = await channel("night");
  const scheduleId = uuidv7();
  const rotation = { zone: "UTC", from: "2027-01-01", handover: "09:00", days: 7, channelIds: [boss] };
  const overrides = {
    create: { id: uuidv7(), channelId: night, startsAt: new Date(START), endsAt: new Date(START + MINUTE) },
  };
  const schedule = { id: scheduleId, workspaceId, name: "On call", rotation, overrides };
  await database.db.onCallSchedule.create({ data: schedule });

  const steps = escalation(0, step(0, [ops], [scheduleId]), step(5, [], [scheduleId]));
  expect(await say(0, { to: "down", escalation: steps })).toBe(2);
  await tick(0);
  expect([...got].sort()).toEqual(["night down", "ops down"]);
  expect(await tick(5 * MINUTE - 1)).toBe(0);
  await tick(5 * MINUTE);
  expect(got.slice(2)).toEqual(["boss escalation"]);
});

test("after a standstill the steps do not come all at once", async () => {
  await say(0, { to: "down", escalation: escalation(0, step(5, [boss]), step(10, [ops])) });
  expect(await tick(60 * MINUTE)).toBe(1);
  expect(await tick(70 * MINUTE - 1)).toBe(0);
  expect(await tick(70 * MINUTE)).toBe(1);
});

test("an acknowledgement ends steps and reminders", async () => {
  await say(0, { to: "down", escalation: escalation(3, step(5, [boss])), remindEveryMs: 10 * MINUTE });
  await database.db.incident.updateMany({ data: { acknowledgedAt: new Date(START + MINUTE) } });
  expect(await tick(60 * MINUTE)).toBe(0);
  expect(got).toEqual(["ops down"]);
});

test("maintenance pauses the steps, its end lets them go on", async () => {
  await say(0, { to: "down", escalation: escalation(0, step(5, [boss])) });
  await say(MINUTE, { to: "maintenance" });
  expect(await tick(30 * MINUTE)).toBe(0);
  await say(31 * MINUTE, { to: "down" });
  expect(await tick(31 * MINUTE)).toBe(1);
  expect(got).toEqual(["ops down", "boss escalation"]);
});

test("reminders go to whoever was told, until the end, and a restart gives one, not all that were missed", async () => {
  await say(0, { to: "down", remindEveryMs: 10 * MINUTE });
  await tick(0);
  await database.db.monitorChannel.create({ data: { monitorId, channelId: boss } });
  expect(await tick(10 * MINUTE)).toBe(1);
  expect(await tick(20 * MINUTE)).toBe(1);
  expect(await tick(95 * MINUTE)).toBe(1);
  expect(await tick(105 * MINUTE - 1)).toBe(0);
  expect(await tick(105 * MINUTE)).toBe(1);
  expect((await events("reminded"))[2]).toBe("Nobody had acknowledged it for 1 h 35 min: reminded ops.");
  expect((await incident()).reminders).toBe(4);
  await say(106 * MINUTE, { to: "up" });
  await tick(106 * MINUTE);
  expect(await tick(500 * MINUTE)).toBe(0);
  expect(got).toEqual(["ops down", ...Array.from({ length: 4 }, () => "ops reminder"), "ops up"]);
});

test("in quiet hours reminders are left out", async () => {
  const quietHours = {
    from: "10:30",
    to: "12:00",
    zone: "UTC",
    days: [1, 2, 3, 4, 5, 6, 7],
    exceptCritical: true,
  };
  await database.db.channel.update({ where: { id: ops }, data: { quietHours } });
  await say(0, { to: "down", remindEveryMs: 25 * MINUTE });
  await tick(0);
  for (const later of [25, 50, 75, 100, 125]) await tick(later * MINUTE);
  expect(got).toEqual(["ops down", "ops reminder", "ops reminder"]);
  expect(await events("reminded")).toHaveLength(2);
});

test("reminders do not pile up while a channel is in trouble, and the end drops what waits", async () => {
  await say(0, { to: "down", remindEveryMs: 10 * MINUTE });
  await tick(0);
  await database.db.channel.update({
    where: { id: ops },
    data: { openUntil: new Date(START + 900 * MINUTE) },
  });
  expect(await tick(10 * MINUTE)).toBe(1);
  expect(await tick(20 * MINUTE)).toBe(0);
  await say(21 * MINUTE, { to: "up" });
  await tick(901 * MINUTE);
  expect(got).toEqual(["ops down", "ops up"]);
});

test("an incident that was closed without a word lets nothing go that was held", async () => {
  const quietHours = { from: "09:00", to: "11:00", zone: "UTC", days: [5], exceptCritical: true };
  await database.db.channel.update({ where: { id: ops }, data: { quietHours } });
  await say(0, { to: "down" });
  await database.db.incident.updateMany({ data: { closedAt: new Date(START + 1_000) } });
  await tick(2_000);
  await tick(61 * MINUTE);
  expect(got).toEqual([]);
  expect(await events("suppressed")).toHaveLength(1);
});

test("a manual incident is told, acknowledged and ended to the same channels; a second word changes nothing", async () => {
  await database.db.channel.update({ where: { id: boss }, data: { kind: "pagerduty" } });
  await database.db.monitorChannel.create({ data: { monitorId, channelId: boss } });
  const incidentId = uuidv7();
  const manual = {
    id: incidentId,
    workspaceId,
    kind: "manual" as const,
    title: "Payments",
    cause: "They fail.",
  };
  const affected = { create: { monitorId } };
  await database.db.incident.create({ data: { ...manual, openedAt: new Date(START), affected } });
  const tell = (event: "down" | "up", later: number) =>
    tellIncident(database.pool, { incidentId, event, reason: `${event}.`, nowMs: START + later });
  const acknowledge = (later: number) =>
    tellAcknowledged(database.pool, { incidentIds: [incidentId], reason: "Ada.", nowMs: START + later });

  expect([await tell("down", 0), await tell("down", 0)]).toEqual([2, 0]);
  await tick(0);
  expect([await acknowledge(1_000), await acknowledge(1_000)]).toEqual([1, 0]);
  await tick(1_000);
  expect([await tell("up", 2_000), await tell("up", 2_000)]).toEqual([2, 0]);
  await tick(2_000);
  expect(got.slice(0, 2).sort()).toEqual(["boss down", "ops down"]);
  expect(got.slice(2, 3)).toEqual(["boss acknowledged"]);
  expect(got.slice(3).sort()).toEqual(["boss up", "ops up"]);

  await database.db.incident.update({ where: { id: incidentId }, data: { round: 1, closedAt: null } });
  expect(await tell("down", 3_000)).toBe(2);
  const row = await database.db.delivery.findFirstOrThrow({ where: { ordinal: 1, channelId: ops } });
  expect(row.notification).toMatchObject({
    monitor: { id: incidentId, name: "Payments", target: "" },
    severity: "normal",
  });
});

test("Uptick's own incidents go to the channels that tell the owners", async () => {
  await database.db.channel.update({ where: { id: boss }, data: { tellsOwners: true } });
  const incidentId = uuidv7();
  const system = {
    id: incidentId,
    workspaceId,
    kind: "system" as const,
    systemKey: "lag",
    cause: "It lags.",
  };
  await database.db.incident.create({ data: { ...system, title: "Lag", openedAt: new Date(START) } });
  expect(
    await tellIncident(database.pool, { incidentId, event: "down", reason: "It lags.", nowMs: START }),
  ).toBe(1);
  await tick(0);
  expect(got).toEqual(["boss down"]);
});
