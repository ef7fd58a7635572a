import { uuidv7 } from "uuidv7";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { SendResult } from "#server/channels/channel.ts";
import type { Send } from "#server/runtime/deps.ts";
import { aCheck, aMonitor, aRegion } from "#testing/builders.ts";
import { createDashboard, type Dashboard, type DashboardCaller } from "#testing/dashboard.ts";

const SECRET = `whsec_${Buffer.from("a signing secret of 32 bytes ...").toString("base64")}`;
const OTHER = `whsec_${Buffer.from("another one, also of 32 bytes ..").toString("base64")}`;
const hook = {
  kind: "webhook" as const,
  name: "Ops",
  config: { url: "https://hooks.example/ops", secret: SECRET },
};
const monitorInput = { name: "Shop", check: aCheck(), intervalSec: 60, timeoutMs: 5_000, regions: ["aa-1"] };

let dashboard: Dashboard;
let editor: DashboardCaller;
let workspaceId: string;
let sent: { target: Parameters<Send>[0]; notification: Parameters<Send>[1] }[];
let answer: SendResult;

beforeAll(async () => {
  dashboard = await createDashboard({
    send: async (target, notification) => {
      sent.push({ target, notification });
      return answer;
    },
  });
  await aRegion(dashboard.deps.db, "aa-1");
});
afterAll(() => dashboard.close());
beforeEach(async () => {
  sent = [];
  answer = { kind: "sent", request: null, response: { status: 200, body: "ok", latencyMs: 12 } };
  const member = await dashboard.member({ role: "editor" });
  ({ workspaceId } = member);
  editor = await dashboard.caller(member);
});

const rowOf = (id: string) => dashboard.deps.db.channel.findUniqueOrThrow({ where: { id } });
/** What a real message would be sent with. */
async function usedConfig(id: string) {
  await editor.channel.test({ id });
  return sent.at(-1)?.target.config;
}
const auditOf = () =>
  dashboard.deps.db.auditEntry.findMany({ where: { workspaceId }, orderBy: { id: "asc" } });

describe("secrets", () => {
  test("are encrypted, usable, and never answered", async () => {
    const { id } = await editor.channel.create(hook);
    expect((await rowOf(id)).secrets).toEqual({ secret: expect.stringMatching(/^v1\.test\./) });
    expect(JSON.stringify(await dashboard.deps.db.channel.findMany())).not.toContain(SECRET);
    const listed = await editor.channel.list();
    expect(listed).toEqual([
      expect.objectContaining({
        id,
        kind: "webhook",
        name: "Ops",
        config: { url: "https://hooks.example/ops" },
        secretsSet: ["secret"],
        enabled: true,
        disabledReason: null,
        monitors: 0,
        lastDelivery: null,
      }),
    ]);
    expect(await usedConfig(id)).toEqual(hook.config);
    expect(JSON.stringify([listed, await auditOf()])).not.toContain(SECRET.slice(6, 20));
  });

  test.each<Record<string, string>>([{}, { secret: "" }])(
    "left out as %j keep their value",
    async (secret) => {
      const { id } = await editor.channel.create(hook);
      const config = { url: "https://hooks.example/ops", template: '{"a":1}', ...secret };
      await editor.channel.update({ id, name: "Ops 2", config });
      expect(await usedConfig(id)).toEqual({ ...hook.config, template: '{"a":1}' });
    },
  );

  test("are replaced by a new value and removed by null", async () => {
    const { id } = await editor.channel.create(hook);
    await editor.channel.update({ id, name: "Ops", config: { ...hook.config, secret: OTHER } });
    expect(await usedConfig(id)).toMatchObject({ secret: OTHER });
    await editor.channel.update({ id, name: "Ops", config: { url: hook.config.url, secret: null } });
    expect(await usedConfig(id)).toEqual({ url: hook.config.url });
  });

  test("do not follow the channel to another address", async () => {
    const { id } = await editor.channel.create(hook);
    const config = { url: "https://thief.example/" };
    const refused = {
      code: "BAD_REQUEST",
      cause: { fieldErrors: { "config.secret": [expect.any(String)] } },
    };
    await expect(editor.channel.update({ id, name: "Ops", config })).rejects.toMatchObject(refused);
    await expect(editor.channel.test({ id, config })).rejects.toMatchObject(refused);
    expect(sent).toEqual([]);
    await editor.channel.update({ id, name: "Ops", config: { ...config, secret: OTHER } });
    expect(await usedConfig(id)).toEqual({ ...config, secret: OTHER });
  });

  test("moved to another row do not open, and can be typed again", async () => {
    const { id } = await editor.channel.create(hook);
    const { id: other } = await editor.channel.create({ ...hook, config: { ...hook.config, secret: OTHER } });
    const { secrets } = await rowOf(id);
    await dashboard.deps.db.channel.update({ where: { id: other }, data: { secrets: secrets ?? {} } });
    const refused = { code: "CONFLICT", cause: { fieldErrors: { "config.secret": [expect.any(String)] } } };
    await expect(editor.channel.test({ id: other })).rejects.toMatchObject(refused);
    const { config } = hook;
    const edit = { id: other, name: "Ops", config: { ...config, secret: "" } };
    await expect(editor.channel.update(edit)).rejects.toMatchObject(refused);
    expect(sent).toEqual([]);
    await editor.channel.update({ ...edit, config });
    expect(await usedConfig(other)).toEqual(config);
  });

  test("cannot be kept without a key, which is said", async () => {
    const member = await dashboard.member({ role: "owner" });
    const deps = { ...dashboard.deps, keyRing: null };
    const caller = await dashboard.caller(member, { deps });
    await expect(caller.channel.create(hook)).rejects.toMatchObject({ code: "SERVICE_UNAVAILABLE" });
  });
});

test("wrong fields are named, each with its problem", async () => {
  const config = { url: "nowhere", secret: "x", colour: "red" };
  await expect(editor.channel.create({ ...hook, config })).rejects.toMatchObject({
    code: "BAD_REQUEST",
    cause: { fieldErrors: { "config.colour": [expect.any(String)] } },
  });
  const { colour: _colour, ...known } = config;
  await expect(editor.channel.create({ ...hook, config: known })).rejects.toMatchObject({
    cause: { fieldErrors: { "config.url": [expect.any(String)], "config.secret": [expect.any(String)] } },
  });
});

describe("test", () => {
  test("answers what the receiver said and is written into the log", async () => {
    const { id } = await editor.channel.create(hook);
    answer = {
      kind: "failed",
      permanent: true,
      reason: "The provider answered 410",
      retryAfterMs: null,
      request: null,
      response: { status: 410, body: "gone", latencyMs: 3 },
    };
    expect(await editor.channel.test({ id })).toEqual(answer);
    const [logged] = (await editor.delivery.list({ channelId: id })).items;
    expect(logged).toMatchObject({
      id: sent[0]?.notification.id,
      event: "test",
      status: "failed",
      monitor: null,
      nextAt: null,
      lastError: "The provider answered 410",
      responseStatus: 410,
      responseBody: "gone",
      latencyMs: 3,
    });
    // A person is looking: a failed test is no reason to switch the channel off.
    expect((await editor.channel.list())[0]).toMatchObject({
      enabled: true,
      lastDelivery: { status: "failed" },
    });
    await expect(editor.delivery.resend({ id: logged?.id ?? "" })).rejects.toMatchObject({
      code: "CONFLICT",
    });
  });

  test("a form that was never saved leaves no trace in the log", async () => {
    const { kind, config } = hook;
    expect(await editor.channel.test({ kind, config })).toEqual(answer);
    const { id } = await editor.channel.create(hook);
    await editor.channel.test({ id, config: { ...config, secret: "", template: '{"a":1}' } });
    expect(sent.map(({ target }) => target.config)).toEqual([config, { ...config, template: '{"a":1}' }]);
    expect((await editor.delivery.list({})).items).toEqual([]);
    expect(await usedConfig(id)).toEqual(config);
  });

  test("has a limit", async () => {
    const { kind, config } = hook;
    for (let n = 0; n < 10; n += 1) await editor.channel.test({ kind, config });
    await expect(editor.channel.test({ kind, config })).rejects.toMatchObject({ code: "TOO_MANY_REQUESTS" });
    expect(sent).toHaveLength(10);
  });
});

describe("monitors and their channels", () => {
  test("a new monitor has the default channels, and any choice can be made", async () => {
    const { id: chosen } = await editor.channel.create({ ...hook, isDefault: true });
    const { id: other } = await editor.channel.create({ ...hook, name: "Other" });
    const { id } = await editor.monitor.create(monitorInput);
    expect(await editor.channel.ofMonitor({ id })).toEqual([chosen]);
    await editor.monitor.setChannels({ id, channelIds: [other, other] });
    expect(await editor.channel.ofMonitor({ id })).toEqual([other]);
    await editor.monitor.setChannels({ id, channelIds: [chosen, other] });
    expect(await editor.channel.ofMonitor({ id })).toEqual([chosen, other].sort());
    await editor.channel.delete({ id: chosen });
    expect(await editor.channel.ofMonitor({ id })).toEqual([other]);
    expect(await editor.channel.list()).toMatchObject([{ id: other, monitors: 1 }]);
  });

  test("a channel can be given to every monitor that there is", async () => {
    const { id } = await editor.monitor.create(monitorInput);
    const { id: first } = await editor.channel.create({ ...hook, allMonitors: true });
    const { id: second } = await editor.channel.create(hook);
    expect(await editor.channel.ofMonitor({ id })).toEqual([first]);
    await editor.channel.update({ id: second, name: "Ops", config: hook.config, allMonitors: true });
    expect(await editor.channel.ofMonitor({ id })).toHaveLength(2);
  });

  test("another workspace's channel can be neither chosen nor be a fallback", async () => {
    const stranger = await dashboard.caller(await dashboard.member({ role: "owner" }));
    const { id: foreign } = await stranger.channel.create(hook);
    const { id } = await editor.monitor.create(monitorInput);
    const choice = editor.monitor.setChannels({ id, channelIds: [foreign] });
    await expect(choice).rejects.toMatchObject({ code: "BAD_REQUEST" });
    const fallback = editor.channel.create({ ...hook, fallbackChannelId: foreign });
    await expect(fallback).rejects.toMatchObject({ code: "BAD_REQUEST" });
    const { id: own } = await editor.channel.create(hook);
    const itself = editor.channel.update({
      id: own,
      name: "Ops",
      config: hook.config,
      fallbackChannelId: own,
    });
    await expect(itself).rejects.toMatchObject({ code: "BAD_REQUEST" });
  });
});

describe("deliveries", () => {
  async function aDelivery(channelId: string, status: "pending" | "dead" | "sent", at = Date.now()) {
    const regionIds = [(await dashboard.deps.db.region.findFirstOrThrow()).id];
    const monitor = await aMonitor(dashboard.deps.db, { workspaceId, regionIds, fromMs: 0 });
    const row = { channelId, workspaceId, monitorId: monitor.id, seq: 1, event: "down", status } as const;
    const { id } = await dashboard.deps.db.delivery.create({
      data: {
        id: uuidv7(),
        ...row,
        attempts: 10,
        createdAt: new Date(at),
        nextAt: new Date(at),
        notification: {},
      },
    });
    return { id, monitorId: monitor.publicId };
  }

  test("are listed newest first, page by page, of one channel or one monitor", async () => {
    const { id: channelId } = await editor.channel.create(hook);
    const { id: otherId } = await editor.channel.create({ ...hook, name: "Other" });
    const made = [];
    for (let n = 0; n < 5; n += 1) made.push(await aDelivery(channelId, "dead", 1_000_000 - (n % 2)));
    const foreign = await aDelivery(otherId, "dead");
    const first = await editor.delivery.list({ channelId, limit: 3 });
    const second = await editor.delivery.list({ channelId, limit: 3, cursor: first.nextCursor });
    const listed = [...first.items, ...second.items].map((item) => item.id);
    expect(listed).toHaveLength(5);
    expect(new Set(listed)).toEqual(new Set(made.map(({ id }) => id)));
    expect(second.nextCursor).toBeNull();
    expect(first.items.map((item) => item.createdAt)).toEqual([1_000_000, 1_000_000, 1_000_000]);
    const { monitorId } = foreign;
    expect((await editor.delivery.list({ monitorId })).items).toMatchObject([
      { id: foreign.id, channelName: "Other", monitor: { id: monitorId, name: "Monitor" } },
    ]);
  });

  test("a finished one can be sent again from the start, one that waits or whose channel is off cannot", async () => {
    const { id: channelId } = await editor.channel.create(hook);
    const { id } = await aDelivery(channelId, "dead");
    await editor.delivery.resend({ id });
    const [listed] = (await editor.delivery.list({})).items;
    expect(listed).toMatchObject({ id, status: "pending", attempts: 0, nextAt: expect.any(Number) });
    await expect(editor.delivery.resend({ id })).rejects.toMatchObject({ code: "CONFLICT" });

    await editor.channel.enable({ id: channelId, enabled: false });
    expect((await editor.delivery.list({})).items).toMatchObject([
      { id, status: "failed", nextAt: null, lastError: "The channel was switched off." },
    ]);
    await expect(editor.delivery.resend({ id })).rejects.toMatchObject({ code: "CONFLICT" });
    await editor.channel.enable({ id: channelId });
    await expect(editor.delivery.resend({ id })).resolves.toEqual({ id });
  });
});

test("every command leaves its audit entry, without secrets", async () => {
  const { id } = await editor.channel.create(hook);
  await editor.channel.update({ id, name: "Ops", config: { ...hook.config, secret: OTHER } });
  await editor.channel.enable({ id, enabled: false });
  await editor.channel.enable({ id });
  await editor.channel.enable({ id });
  await editor.channel.test({ id });
  await editor.channel.delete({ id });
  const entries = await auditOf();
  expect(entries.map((entry) => entry.action)).toEqual([
    "channel.create",
    "channel.update",
    "channel.disable",
    "channel.enable",
    "channel.test",
    "channel.delete",
  ]);
  expect(entries[1]?.detail).toMatchObject({ newSecrets: ["secret"] });
  const text = JSON.stringify(entries);
  for (const secret of [SECRET, OTHER]) expect(text).not.toContain(secret.slice(6));
  expect(text).not.toContain("v1.test");
});

test("every kind has a form", async () => {
  const kinds = await editor.channel.kinds();
  expect(kinds).toHaveLength(26);
  expect(kinds.find(({ kind }) => kind === "webhook")?.fields).toContainEqual(
    expect.objectContaining({ name: "secret", kind: "secret" }),
  );
  expect(kinds.every(({ fields }) => fields.length > 0)).toBe(true);
});
