import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { type AlertRules, DEFAULT_POLICY, type Policy } from "#contracts/policy.ts";
import { aCheck, aRegion } from "#testing/builders.ts";
import { createDashboard, type Dashboard, type DashboardCaller } from "#testing/dashboard.ts";

let dashboard: Dashboard;
let editor: DashboardCaller;
let workspaceId: string;
let woken: number;

beforeAll(async () => {
  dashboard = await createDashboard({
    wakeClock: () => {
      woken += 1;
    },
  });
  await aRegion(dashboard.deps.db, "aa-1");
  await aRegion(dashboard.deps.db, "bb-1");
});
afterAll(() => dashboard.close());
beforeEach(async () => {
  woken = 0;
  const member = await dashboard.member({ role: "editor" });
  ({ workspaceId } = member);
  editor = await dashboard.caller(member);
});

const rules: AlertRules = { policy: null, severity: "normal", parentIds: [], escalationPolicyId: null };
const hook = { kind: "webhook" as const, name: "Ops", config: { url: "https://hooks.example/ops" } };
const add = async (name: string, tags: string[] = [], caller = editor) => {
  const settings = { check: aCheck(), intervalSec: 60, timeoutMs: 5_000, regions: ["aa-1", "bb-1"] };
  return (await caller.monitor.create({ name, ...settings, tags })).id;
};
const edit = (id: string, tags: string[]) => {
  const settings = { check: aCheck(), intervalSec: 60, timeoutMs: 5_000, regions: ["aa-1", "bb-1"] };
  return editor.monitor.update({ id, input: { name: "Shop", ...settings, tags } });
};
const dueAt = async (publicId: string) =>
  (await dashboard.deps.db.monitor.findUniqueOrThrow({ where: { publicId }, include: { state: true } })).state
    ?.dueAt;
const refusedAt = (field: string, message: RegExp) => ({
  code: "BAD_REQUEST",
  cause: { fieldErrors: { [field]: [expect.stringMatching(message)] } },
});

describe("a monitor's rules", () => {
  test("begin as the workspace's and say what they do", async () => {
    expect(await editor.monitor.rules({ id: await add("Shop") })).toEqual({
      rules,
      workspacePolicy: DEFAULT_POLICY,
      parents: [],
      escalationPolicy: null,
      regions: 2,
      intervalMs: 60_000,
      timeoutMs: 5_000,
      sentences: [expect.stringMatching(/^Down when all 2 regions fail twice in a row/), expect.any(String)],
      warnings: [],
    });
  });

  test("are kept whole, and the judge looks again", async () => {
    const [id, parent] = [await add("Shop"), await add("Database")];
    const { id: channelId } = await editor.channel.create(hook);
    const steps = [{ afterMin: 5, channelIds: [channelId], scheduleIds: [] }];
    const { id: escalationPolicyId } = await editor.escalation.create({ name: "Ops", steps, repeat: 1 });
    const policy: Policy = { ...DEFAULT_POLICY, quorum: { kind: "count", regions: 5 }, flapping: null };
    const wished: AlertRules = { policy, severity: "critical", parentIds: [parent], escalationPolicyId };
    await editor.monitor.setRules({ id, rules: wished });
    const view = await editor.monitor.rules({ id });
    expect(view.rules).toEqual(wished);
    expect(view).toMatchObject({
      parents: [{ id: parent, name: "Database" }],
      escalationPolicy: { id: escalationPolicyId, name: "Ops" },
      warnings: [expect.stringMatching(/asks for 5 regions, but 2 regions check it/)],
    });
    expect(await dueAt(id)).toBeInstanceOf(Date);
    expect(await dueAt(parent)).toBeNull();
    expect(woken).toBe(1);

    await editor.monitor.setRules({ id, rules: wished });
    expect((await editor.monitor.rules({ id })).rules).toEqual(wished);
    await editor.monitor.setRules({ id, rules });
    expect((await editor.monitor.rules({ id })).rules).toEqual(rules);
  });

  test("refuse circles by name, also when two people close one at once", async () => {
    const [shop, api, database] = [await add("Shop"), await add("API"), await add("Database")];
    const depend = (id: string, ...parentIds: string[]) =>
      editor.monitor.setRules({ id, rules: { ...rules, parentIds } });
    await depend(shop, api);
    await depend(api, database);
    await expect(depend(shop, shop)).rejects.toMatchObject(refusedAt("rules.parentIds", /itself/));
    await expect(depend(database, shop)).rejects.toMatchObject(
      refusedAt(
        "rules.parentIds",
        /^That would be a circle: Database depends on Shop, which depends on API, which depends on Database\.$/,
      ),
    );
    await depend(shop, database, api);
    await depend(shop);
    await depend(api);
    const race = await Promise.allSettled([depend(shop, api), depend(api, shop)]);
    expect(race.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
  });

  test("cannot point into another workspace", async () => {
    const id = await add("Shop");
    const stranger = await dashboard.caller(await dashboard.member({ role: "owner" }));
    const foreign = await add("Theirs", [], stranger);
    await expect(
      editor.monitor.setRules({ id, rules: { ...rules, parentIds: [foreign] } }),
    ).rejects.toMatchObject(refusedAt("rules.parentIds", /does not exist/));
    const { id: channelId } = await stranger.channel.create(hook);
    const steps = [{ afterMin: 0, channelIds: [channelId], scheduleIds: [] }];
    const policy = await stranger.escalation.create({ name: "Theirs", steps, repeat: 0 });
    await expect(
      editor.monitor.setRules({ id, rules: { ...rules, escalationPolicyId: policy.id } }),
    ).rejects.toMatchObject(refusedAt("rules.escalationPolicyId", /no such escalation policy/));
    await expect(editor.escalation.create({ name: "Mine", steps, repeat: 0 })).rejects.toMatchObject(
      refusedAt("steps.0.channelIds", /does not exist/),
    );
  });
});

describe("the workspace's policy", () => {
  test("is for admins, and wakes exactly those that follow it", async () => {
    const [follower, own] = [await add("Shop"), await add("API")];
    await editor.monitor.setRules({ id: own, rules: { ...rules, policy: DEFAULT_POLICY } });
    await dashboard.deps.db.monitorState.updateMany({ data: { dueAt: null } });
    const policy: Policy = { ...DEFAULT_POLICY, quorum: { kind: "any" }, remindEverySec: 3_600 };
    await expect(editor.workspace.setPolicy({ policy })).rejects.toMatchObject({ code: "FORBIDDEN" });
    const admin = await dashboard.caller(await dashboard.member({ role: "admin", workspaceId }));
    await admin.workspace.setPolicy({ policy });
    expect(await editor.workspace.policy()).toMatchObject({ policy, followers: 1 });
    expect((await editor.monitor.rules({ id: follower })).sentences[0]).toMatch(
      /^Down when 1 of 2 regions fails/,
    );
    expect([await dueAt(follower), await dueAt(own)]).toEqual([expect.any(Date), null]);
    const stranger = await dashboard.caller(await dashboard.member({ role: "owner" }));
    expect(await stranger.workspace.policy()).toMatchObject({ policy: DEFAULT_POLICY, followers: 0 });
  });
});

describe("tags", () => {
  test("are kept sorted, each once, and found by", async () => {
    const shop = await add("Shop", ["web", "Prod", "web"]);
    await add("Mail", ["prod"]);
    await add("Blog");
    expect((await editor.monitor.get({ id: shop })).input.tags).toEqual(["prod", "web"]);
    expect(await editor.monitor.tags()).toEqual([
      { tag: "prod", monitors: 2 },
      { tag: "web", monitors: 1 },
    ]);
    const page = await editor.monitor.list({ tag: "web" });
    expect(page.items.map(({ name, tags }) => [name, tags])).toEqual([["Shop", ["prod", "web"]]]);
    expect([page.total, page.counts.unknown]).toEqual([1, 1]);
    expect((await editor.monitor.list({ tag: "prod", search: "mail" })).items).toHaveLength(1);
    expect((await editor.monitor.list({})).total).toBe(3);
    const stranger = await dashboard.caller(await dashboard.member({ role: "owner" }));
    expect(await stranger.monitor.tags()).toEqual([]);
  });

  test("that change have the monitor judged again, others do not", async () => {
    const id = await add("Shop", ["web"]);
    await edit(id, ["web", "web"]);
    expect(await dueAt(id)).toBeNull();
    await edit(id, ["mail"]);
    expect(await dueAt(id)).toBeInstanceOf(Date);
  });
});

describe("what is in use", () => {
  test("is not deleted, and says by what it is used", async () => {
    const { id: channelId } = await editor.channel.create(hook);
    const rotation = { zone: "UTC", from: "2026-01-05", handover: "09:00", days: 7, channelIds: [channelId] };
    const { id: scheduleId } = await editor.onCall.create({ name: "Rota", rotation });
    const steps = [{ afterMin: 0, channelIds: [], scheduleIds: [scheduleId] }];
    const { id: escalationPolicyId } = await editor.escalation.create({ name: "Night", steps, repeat: 0 });
    const shop = await add("Shop");
    await editor.monitor.setRules({ id: shop, rules: { ...rules, escalationPolicyId } });
    expect((await editor.escalation.list())[0]).toMatchObject({
      name: "Night",
      steps,
      repeat: 0,
      monitors: 1,
    });

    const conflict = (message: RegExp) => ({ code: "CONFLICT", message: expect.stringMatching(message) });
    await expect(editor.escalation.delete({ id: escalationPolicyId })).rejects.toMatchObject(
      conflict(/Night is used by Shop\./),
    );
    await expect(editor.onCall.delete({ id: scheduleId })).rejects.toMatchObject(
      conflict(/Rota is used by the escalation policy Night/),
    );
    await expect(editor.channel.delete({ id: channelId })).rejects.toMatchObject(
      conflict(/Ops is used by Rota/),
    );

    await editor.monitor.setRules({ id: shop, rules });
    await editor.escalation.delete({ id: escalationPolicyId });
    await editor.onCall.delete({ id: scheduleId });
    await editor.channel.delete({ id: channelId });
    expect([await editor.escalation.list(), await editor.onCall.list(), await editor.channel.list()]).toEqual(
      [[], [], []],
    );
  });
});

describe("on call", () => {
  test("the list has the turns that come, overrides applied", async () => {
    const { id: first } = await editor.channel.create(hook);
    const { id: second } = await editor.channel.create({ ...hook, name: "Night" });
    const rotation = {
      zone: "UTC",
      from: "2026-01-05",
      handover: "09:00",
      days: 7,
      channelIds: [first, second],
    };
    const { id: scheduleId } = await editor.onCall.create({ name: "Rota", rotation });
    const before = (await editor.onCall.list())[0]?.turns ?? [];
    expect(new Set(before.map((turn) => turn.channelId))).toEqual(new Set([first, second]));
    const turn = before[1];
    if (turn === undefined) throw new Error("no turn");
    const other = turn.channelId === first ? second : first;
    const span = { startsAt: turn.startsAt, endsAt: turn.startsAt + 3_600_000 };
    const { id } = await editor.onCall.addOverride({ scheduleId, channelId: other, ...span });
    const after = (await editor.onCall.list())[0]?.turns ?? [];
    expect(after[1]).toEqual({ channelId: other, ...span, isOverride: true });
    expect(after[2]).toMatchObject({ channelId: turn.channelId, isOverride: false });
    await editor.onCall.removeOverride({ id });
    expect((await editor.onCall.list())[0]?.turns).toEqual(before);
    expect((await editor.onCall.preview({ rotation })).slice(0, 3)).toEqual(before.slice(0, 3));
  });

  test("a rotation that begins next year shows its first turns", async () => {
    const { id } = await editor.channel.create(hook);
    const from = new Date(Date.now() + 300 * 86_400_000).toISOString().slice(0, 10);
    const rotation = { zone: "Asia/Kathmandu", from, handover: "09:00", days: 7, channelIds: [id] };
    const [turn] = await editor.onCall.preview({ rotation });
    expect(turn?.startsAt).toBe(Date.parse(`${from}T09:00:00+05:45`));
  });
});

describe("a channel's settings", () => {
  const quietHours = {
    from: "22:00",
    to: "07:00",
    zone: "Europe/Berlin",
    days: [1, 2],
    exceptCritical: true,
  };

  test("quiet hours are kept, left alone and taken away", async () => {
    const { id } = await editor.channel.create({ ...hook, quietHours });
    const kept = async () => (await editor.channel.list())[0]?.quietHours;
    expect(await kept()).toEqual(quietHours);
    const { name, config } = hook;
    await editor.channel.update({ id, name, config });
    expect(await kept()).toEqual(quietHours);
    await editor.channel.update({ id, name, config, quietHours: null });
    expect(await kept()).toBeNull();
  });

  test("only admins and owners choose who hears of problems of Uptick itself", async () => {
    const refused = { code: "FORBIDDEN", cause: { fieldErrors: { tellsOwners: [expect.any(String)] } } };
    await expect(editor.channel.create({ ...hook, tellsOwners: true })).rejects.toMatchObject(refused);
    const owner = await dashboard.caller(await dashboard.member({ role: "owner", workspaceId }));
    const { id } = await owner.channel.create({ ...hook, tellsOwners: true });
    const { name, config } = hook;
    await editor.channel.update({ id, name: "Renamed", config, tellsOwners: true });
    await expect(editor.channel.update({ id, name, config, tellsOwners: false })).rejects.toMatchObject(
      refused,
    );
    expect((await editor.channel.list())[0]).toMatchObject({ name: "Renamed", tellsOwners: true });
  });
});
