import { afterAll, beforeAll, expect, test } from "vitest";
import { findSignedIn } from "#server/auth/find-actor.ts";
import { watchMonitors } from "#server/views/watch-monitors.ts";
import { backtestOf, CHANNEL, INCIDENT, MONITOR, UNKNOWN, windowOf } from "#testing/access/requests.ts";
import { aRegion } from "#testing/builders.ts";
import { createDashboard, type Dashboard, type DashboardCaller } from "#testing/dashboard.ts";

let dashboard: Dashboard;
let owner: DashboardCaller;
let editor: DashboardCaller;
let member: Awaited<ReturnType<Dashboard["member"]>>;
let [shop, bank] = ["", ""];
beforeAll(async () => {
  dashboard = await createDashboard();
  await aRegion(dashboard.deps.db, "aa-1");
  const first = await dashboard.member({ role: "owner" });
  owner = await dashboard.caller(first);
  member = await dashboard.member({ role: "editor", workspaceId: first.workspaceId });
  await owner.member.update({ userId: member.userId, role: "editor", tags: ["shop"] });
  editor = await dashboard.caller(member);
  ({ id: shop } = await owner.monitor.create({ ...MONITOR, name: "Shop", tags: ["shop", "eu"] }));
  ({ id: bank } = await owner.monitor.create({ ...MONITOR, name: "Bank", tags: ["bank"] }));
});
afterAll(() => dashboard.close());

const FORBIDDEN = { code: "FORBIDDEN" };
const invalid = (field: string) => ({
  code: "BAD_REQUEST",
  cause: { fieldErrors: { [field]: expect.anything() } },
});

test("lists, counts and the system's figures are those of the tag", async () => {
  const list = await editor.monitor.list({});
  expect(list.items.map(({ name }) => name)).toEqual(["Shop"]);
  expect(list.total).toBe(1);
  expect((await editor.monitor.tags()).map(({ tag }) => tag)).toEqual(["eu", "shop"]);
  expect((await editor.system.overview()).regions.map(({ monitors }) => monitors)).toEqual([1]);
  expect((await editor.workspace.policy()).followers).toBe(1);
  const lines = (await editor.system.audit({ hours: 1 })).lines;
  expect(lines.every(({ name }) => name === "Shop")).toBe(true);
  const found = await editor.palette.search({ search: "bank" });
  expect(JSON.stringify(found)).not.toContain("Bank");
});

test("a monitor gets one of the tags, and keeps one", async () => {
  await expect(editor.monitor.create({ ...MONITOR, tags: [] })).rejects.toMatchObject(invalid("tags"));
  await expect(editor.monitor.create({ ...MONITOR, tags: ["bank"] })).rejects.toMatchObject(invalid("tags"));
  const { id } = await editor.monitor.create({ ...MONITOR, name: "Till", tags: ["shop", "bank"] });
  const without = { ...MONITOR, name: "Till", tags: ["bank"] };
  await expect(editor.monitor.update({ id, input: without })).rejects.toMatchObject(invalid("tags"));
  await editor.monitor.update({ id, input: { ...without, tags: ["shop"] } });
  await editor.monitor.delete({ id });
});

test("incidents are those that touch a visible monitor, and those that people opened about none", async () => {
  const open = async (title: string, monitorIds: string[]) =>
    (await owner.incident.create({ ...INCIDENT, title, monitorIds })).id;
  const both = await open("both", [shop, bank]);
  const hidden = await open("hidden", [bank]);
  await open("general", []);
  const { items, openCount } = await editor.incident.list({});
  expect(items.map(({ title }) => title).sort()).toEqual(["both", "general"]);
  expect([openCount, await editor.incident.openCount()]).toEqual([2, 2]);

  const seen = await editor.incident.get({ id: both });
  expect(seen.affected.map(({ name }) => name)).toEqual(["Shop"]);
  expect(seen.affectedCount).toBe(1);
  await owner.incident.merge({ id: hidden, intoId: both });
  expect((await editor.incident.get({ id: both })).merged).toEqual([]);
  expect((await owner.incident.get({ id: both })).merged).toHaveLength(1);
  await expect(editor.incident.acknowledge({ id: both })).resolves.toBeDefined();
  const data = {
    kind: "system" as const,
    systemKey: "redis",
    id: UNKNOWN,
    cause: "Redis",
    openedAt: new Date(),
  };
  await dashboard.deps.db.incident.create({ data: { ...data, workspaceId: member.workspaceId } });
  expect(await editor.incident.openCount()).toBe(2);
});

test("windows over more than the tag can be read, in part, and not be changed", async () => {
  const { id: wide } = await owner.maintenance.create({
    ...windowOf(shop),
    name: "Wide",
    scope: { everything: false, monitorIds: [shop, bank], tags: ["bank", "eu"] },
  });
  await owner.maintenance.create({ ...windowOf(bank), name: "Hidden" });
  const [seen, ...rest] = await editor.maintenance.list();
  expect(rest).toEqual([]);
  expect(seen?.scope).toEqual({ everything: false, monitors: [{ id: shop, name: "Shop" }], tags: ["eu"] });
  await expect(editor.maintenance.delete({ id: wide })).rejects.toMatchObject(FORBIDDEN);
  await expect(
    editor.maintenance.create({ ...windowOf(shop), scope: { everything: true, monitorIds: [], tags: [] } }),
  ).rejects.toMatchObject(invalid("scope.everything"));
  await expect(
    editor.maintenance.create({
      ...windowOf(shop),
      scope: { everything: false, monitorIds: [], tags: ["bank"] },
    }),
  ).rejects.toMatchObject(invalid("scope.tags"));
  const { id } = await editor.maintenance.create(windowOf(shop));
  await editor.maintenance.end({ id });
  expect(await editor.maintenance.upcoming()).toEqual([]);
  const at = Date.now();
  expect(await editor.maintenance.calendar({ fromMs: at, toMs: at + 86_400_000 })).toEqual([]);
});

test("what a visible monitor depends on out of sight is neither named nor lost", async () => {
  const rules = { policy: null, severity: "normal" as const, escalationPolicyId: null };
  await owner.monitor.setRules({ id: shop, rules: { ...rules, parentIds: [bank] } });
  expect((await editor.monitor.rules({ id: shop })).parents).toEqual([]);
  await editor.monitor.setRules({ id: shop, rules: { ...rules, severity: "critical", parentIds: [] } });
  expect((await owner.monitor.rules({ id: shop })).parents).toEqual([{ id: bank, name: "Bank" }]);
});

test("backtests and deliveries about what is hidden are hidden", async () => {
  const { id } = await owner.backtest.start(backtestOf(shop));
  expect((await editor.backtest.list()).map((one) => one.id)).toEqual([id]);
  await editor.backtest.cancel({ id });
  await owner.backtest.start({ ...backtestOf(shop), monitorIds: [shop, bank] });
  expect(await editor.backtest.list()).toHaveLength(1);
  const { id: channelId } = await owner.channel.create({ ...CHANNEL, allMonitors: true });
  expect((await editor.channel.list()).map(({ monitors }) => monitors)).toEqual([1]);
  await owner.incident.create({ ...INCIDENT, tellChannels: true, monitorIds: [bank] });
  await owner.channel.test({ id: channelId });
  expect((await editor.delivery.list({})).items.map(({ event }) => event)).toEqual(["test"]);
  await expect(editor.channel.delete({ id: channelId })).rejects.toMatchObject(FORBIDDEN);
  await editor.monitor.setChannels({ id: shop, channelIds: [channelId] });
});

test("live updates are of the visible monitors, and end when the person is held to other tags", async () => {
  const { actor } = await actorOf();
  const stop = new AbortController();
  const deps = { ...dashboard.deps, recheckMs: 300 };
  const live = watchMonitors(deps, actor, { ids: [shop, bank], signal: stop.signal });
  expect((await live.next()).value?.map(({ id }: { id: string }) => id)).toEqual([shop]);
  await owner.member.update({ userId: member.userId, role: "editor", tags: ["bank"] });
  await expect(drain(live)).resolves.toBe("ended");
  expect((await (await dashboard.caller(member)).monitor.list({})).items.map(({ name }) => name)).toEqual([
    "Bank",
  ]);
});

test("another role and a removal hold from the next call on, and end live updates", async () => {
  const next = () => dashboard.caller(member);
  await owner.member.update({ userId: member.userId, role: "viewer", tags: [] });
  await expect((await next()).monitor.pause({ id: shop })).rejects.toMatchObject(FORBIDDEN);
  const { actor } = await actorOf();
  const signal = new AbortController().signal;
  const live = watchMonitors({ ...dashboard.deps, recheckMs: 300 }, actor, { ids: [shop], signal });
  await live.next();
  await owner.member.remove({ userId: member.userId });
  await expect((await next()).monitor.list({})).rejects.toMatchObject(FORBIDDEN);
  await expect(drain(live)).resolves.toBe("ended");
});

async function actorOf() {
  const found = await findSignedIn(dashboard.deps, { sessionId: member.sessionId, at: new Date() });
  if (!found?.actor) throw new Error("Nobody is signed in.");
  return { actor: found.actor };
}

async function drain(live: AsyncGenerator<unknown>): Promise<"ended"> {
  for await (const _ of live);
  return "ended";
}
