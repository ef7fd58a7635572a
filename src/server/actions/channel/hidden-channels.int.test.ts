import { uuidv7 } from "uuidv7";
import { afterAll, beforeAll, expect, test } from "vitest";
import { exportWorkspace } from "#server/views/export-workspace.ts";
import { aStatusPage } from "#testing/a-status-page.ts";
import { escalationOf, MONITOR } from "#testing/access/requests.ts";
import { aRegion } from "#testing/builders.ts";
import { createDashboard, type Dashboard, type DashboardCaller } from "#testing/dashboard.ts";

const LABEL = "hidden-visitor@example.com";

let dashboard: Dashboard;
let owner: DashboardCaller;
let workspaceId: string;
let hidden: string;
let deliveryId: string;

beforeAll(async () => {
  dashboard = await createDashboard();
  const { db } = dashboard.deps;
  const member = await dashboard.member({ role: "owner" });
  workspaceId = member.workspaceId;
  owner = await dashboard.caller(member);
  await aRegion(db, "aa-1");
  const { id: pageId } = await aStatusPage(db, { workspaceId, slug: "acme" });
  const subscriber = { id: uuidv7(), pageId, kind: "email", label: LABEL, addressHash: LABEL };
  await db.statusSubscriber.create({ data: { ...subscriber, confirmedAt: new Date() } });
  hidden = uuidv7();
  const channel = { id: hidden, workspaceId, subscriberId: subscriber.id, kind: "email", name: LABEL };
  await db.channel.create({ data: { ...channel, config: { to: [LABEL] } } });
  deliveryId = uuidv7();
  const delivery = { id: deliveryId, workspaceId, channelId: hidden, nextAt: new Date(0), notification: {} };
  await db.delivery.create({ data: { ...delivery, event: "status_update", status: "failed" } });
  await db.delivery.create({
    data: { ...delivery, id: uuidv7(), event: "status_update", status: "pending" },
  });
});
afterAll(() => dashboard.close());

test("a subscriber's channel is in no list, count or search of the team", async () => {
  expect(await owner.channel.list()).toEqual([]);
  expect((await owner.delivery.list({ channelId: hidden })).items).toEqual([]);
  expect((await owner.delivery.list({})).items).toEqual([]);
  expect(JSON.stringify(await owner.palette.search({ search: "hidden" }))).not.toContain(LABEL);
  expect(JSON.stringify(await owner.onboarding.steps())).toContain('"hasChannel":false');
  expect((await owner.system.health()).outbox).toEqual({ waiting: 0, sinceAt: null });
});

test("no procedure that takes a channel takes it", async () => {
  const missing = { code: "NOT_FOUND" };
  await expect(owner.channel.delete({ id: hidden })).rejects.toMatchObject(missing);
  await expect(owner.channel.enable({ id: hidden, enabled: false })).rejects.toMatchObject(missing);
  await expect(owner.channel.test({ id: hidden })).rejects.toMatchObject(missing);
  await expect(owner.channel.update({ id: hidden, name: "Mine", config: {} })).rejects.toMatchObject(missing);
  await expect(owner.delivery.resend({ id: deliveryId })).rejects.toMatchObject(missing);
  const hook = { kind: "webhook" as const, name: "Hook", config: { url: "https://hook.example/x" } };
  await expect(owner.channel.create({ ...hook, fallbackChannelId: hidden })).rejects.toThrow(
    "no such channel",
  );
  await expect(owner.escalation.create(escalationOf(hidden))).rejects.toMatchObject({ code: "BAD_REQUEST" });
  expect(await dashboard.deps.db.escalationPolicy.count()).toBe(0);
});

test("a new monitor does not tell it, and no monitor can be made to", async () => {
  const { id } = await owner.monitor.create(MONITOR);
  expect(await owner.channel.ofMonitor({ id })).toEqual([]);
  await expect(owner.monitor.setChannels({ id, channelIds: [hidden] })).rejects.toBeDefined();
  expect(await dashboard.deps.db.monitorChannel.count()).toBe(0);
});

test("the database itself refuses to make it a default or to have it hear of Uptick", async () => {
  const { db } = dashboard.deps;
  const where = { id: hidden };
  await expect(db.channel.update({ where, data: { isDefault: true } })).rejects.toThrow();
  await expect(db.channel.update({ where, data: { tellsOwners: true } })).rejects.toThrow();
});

test("the export of the workspace names subscribers by themselves, and no channel of theirs", async () => {
  const rows: { type: string }[] = [];
  for await (const chunk of exportWorkspace(dashboard.deps, workspaceId)) {
    for (const line of chunk.trim().split("\n")) rows.push(JSON.parse(line));
  }
  expect(rows.filter(({ type }) => type === "channel")).toEqual([]);
  expect(rows.filter(({ type }) => type === "status_subscriber")).toMatchObject([{ label: LABEL }]);
  expect(JSON.stringify(rows)).not.toContain("address_hash");
});
