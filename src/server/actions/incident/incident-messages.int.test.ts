import { uuidv7 } from "uuidv7";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { aChannel, aMonitor, aRegion } from "#testing/builders.ts";
import { createDashboard, type Dashboard, type DashboardCaller } from "#testing/dashboard.ts";
import { aDelivery, anIncident } from "#testing/incident-builders.ts";
import { writeVerdicts } from "#testing/verdict-writer.ts";

let dashboard: Dashboard;
let regionId: number;
let workspaceId: string;
let email: string;
let editor: DashboardCaller;
let monitor: { id: number; publicId: string };
let channelId: string;

beforeAll(async () => {
  dashboard = await createDashboard();
  regionId = await aRegion(dashboard.deps.db, "aa-1");
});
afterAll(() => dashboard.close());
beforeEach(async () => {
  const { db } = dashboard.deps;
  email = `${uuidv7()}@example.com`;
  const member = await dashboard.member({ role: "editor", email });
  ({ workspaceId } = member);
  editor = await dashboard.caller(member);
  monitor = await aMonitor(db, { workspaceId, regionIds: [regionId], fromMs: Date.now(), name: "Shop" });
  channelId = await aChannel(db, { workspaceId, monitorIds: [monitor.id] });
});

const manual = () => ({
  id: uuidv7(),
  title: "Cards are refused",
  severity: "normal" as const,
  monitorIds: [monitor.publicId],
  message: "The provider answers 500.",
  tellChannels: true,
});

async function outbox(incidentId: string) {
  const rows = await dashboard.deps.db.delivery.findMany({
    where: { incidentId },
    orderBy: [{ ordinal: "asc" }, { createdAt: "asc" }],
    include: { channel: { select: { kind: true } } },
  });
  return rows.map(({ event, ordinal, status, channel, notification }) => ({
    event,
    ordinal,
    status,
    kind: channel.kind,
    reason: (notification as { reason: string }).reason,
  }));
}

test("an incident that is made by hand tells the channels of its monitors, once", async () => {
  const sent = manual();
  await editor.incident.create(sent);
  await editor.incident.create(sent);
  expect(await outbox(sent.id)).toEqual([
    { event: "down", ordinal: 0, status: "pending", kind: "webhook", reason: "The provider answers 500." },
  ]);
});

test("without the wish nobody is told, of the end neither", async () => {
  const sent = { ...manual(), tellChannels: false };
  await editor.incident.create(sent);
  await editor.incident.resolve({ id: sent.id });
  expect(await outbox(sent.id)).toEqual([]);
});

test("whoever was told is told of the end once, and of another round again", async () => {
  const sent = manual();
  await editor.incident.create(sent);
  await dashboard.deps.db.delivery.updateMany({ where: { incidentId: sent.id }, data: { status: "sent" } });
  await editor.incident.resolve({ id: sent.id, message: "They mended it." });
  await editor.incident.resolve({ id: sent.id });
  await editor.incident.reopen({ id: sent.id });
  await editor.incident.reopen({ id: sent.id });
  expect((await outbox(sent.id)).map(({ event, ordinal, reason }) => [event, ordinal, reason])).toEqual([
    ["down", 0, "The provider answers 500."],
    ["up", 0, `${email} resolved it: They mended it.`],
    ["down", 1, `${email} opened it again: The provider answers 500.`],
  ]);
});

test("receivers that keep incidents hear who looks after it; people are not bothered", async () => {
  const { db } = dashboard.deps;
  const pager = await aChannel(db, { workspaceId, monitorIds: [monitor.id] });
  await db.channel.update({ where: { id: pager }, data: { kind: "pagerduty" } });
  const incidentId = await anIncident(db, { workspaceId, monitorId: monitor.id });
  await aDelivery(db, { workspaceId, channelId, incidentId });
  await aDelivery(db, { workspaceId, channelId: pager, incidentId });
  await editor.incident.acknowledge({ id: incidentId });
  const said = (await db.delivery.findMany({ where: { incidentId, event: "acknowledged" } })).map(
    (row) => row.channelId,
  );
  expect(said).toEqual([pager]);
});

test("who was told of an incident that was merged is told of the end of the whole", async () => {
  const { db } = dashboard.deps;
  const part = await anIncident(db, { workspaceId, monitorId: monitor.id });
  const partOfPart = await anIncident(db, { workspaceId, monitorId: null, title: "Part of a part" });
  const whole = await anIncident(db, { workspaceId, monitorId: null, title: "Whole" });
  await aDelivery(db, { workspaceId, channelId, incidentId: part });
  await aDelivery(db, { workspaceId, channelId, incidentId: partOfPart });
  await editor.incident.merge({ id: partOfPart, intoId: part });
  await editor.incident.merge({ id: part, intoId: whole });
  const ends = (incidentId: string) => db.delivery.count({ where: { incidentId, event: "up" } });
  expect(await ends(part)).toBe(0);
  await editor.incident.resolve({ id: whole });
  expect([await ends(part), await ends(partOfPart), await ends(whole)]).toEqual([1, 1, 0]);
});

test("who was told of an incident that was merged is told, too, when the whole ends by itself", async () => {
  const { db } = dashboard.deps;
  const pager = await aChannel(db, { workspaceId });
  const other = await aMonitor(db, {
    workspaceId,
    regionIds: [regionId],
    fromMs: Date.now(),
    name: "Basket",
  });
  const at = Date.now();
  const { database } = dashboard;
  await writeVerdicts(database.pool, { steps: [{ monitorId: monitor.id, to: "down", at }], nowMs: at });
  const { id: whole } = await db.incident.findFirstOrThrow({ where: { monitorId: monitor.id } });
  const part = await anIncident(db, { workspaceId, monitorId: other.id, openedAt: new Date(at - 60_000) });
  const partOfPart = await anIncident(db, { workspaceId, monitorId: null, title: "Part of a part" });
  await aDelivery(db, { workspaceId, channelId: pager, incidentId: part });
  await aDelivery(db, { workspaceId, channelId: pager, incidentId: partOfPart });
  await editor.incident.merge({ id: partOfPart, intoId: part });
  await editor.incident.merge({ id: part, intoId: whole });

  const up = { steps: [{ monitorId: monitor.id, to: "up" as const, at: at + 1_000 }], nowMs: at + 1_000 };
  await writeVerdicts(database.pool, up);
  const ends = await db.delivery.findMany({
    where: { workspaceId, event: "up" },
    orderBy: { channelId: "asc" },
  });
  const told = ends.map((end) => [end.incidentId, end.channelId, end.seq]);
  expect(told).toHaveLength(3);
  expect(told).toEqual(
    expect.arrayContaining([
      [whole, channelId, 2],
      [part, pager, null],
      [partOfPart, pager, null],
    ]),
  );
  expect(ends.find(({ incidentId }) => incidentId === part)?.notification).toMatchObject({
    incidentId: part,
    durationMs: 61_000,
    reason: "It was merged into “Shop”, which is over. It is up.",
    monitor: { name: "Basket" },
  });
});
