import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { HttpCheck } from "#contracts/checks/http.ts";
import { parseEntry } from "#contracts/job-entry.ts";
import { PROBE_GROUP, urgentKey } from "#contracts/stream-keys.ts";
import { listProbeConfigs } from "#server/store/probe-store.ts";
import { attachSecrets } from "#server/views/attach-secrets.ts";
import { aRegion } from "#testing/builders.ts";
import { createDashboard, type Dashboard, type DashboardCaller } from "#testing/dashboard.ts";
import { testKeyRing } from "#testing/test-deps.ts";

const log = { debug: quiet, info: quiet, warn: quiet, error: quiet };
let dashboard: Dashboard;
let editor: DashboardCaller;
let viewer: DashboardCaller;
let stranger: DashboardCaller;
let regionId: number;
let count = 0;

beforeAll(async () => {
  dashboard = await createDashboard();
  regionId = await aRegion(dashboard.deps.db, "eu");
  const member = await dashboard.member({ role: "editor" });
  const { workspaceId } = member;
  editor = await dashboard.caller(member);
  viewer = await dashboard.caller(await dashboard.member({ role: "viewer", workspaceId }));
  stranger = await dashboard.caller(await dashboard.member({ role: "owner" }));
});
afterAll(() => dashboard.close());
let name = "";
beforeEach(() => {
  count += 1;
  name = `TOKEN_${count}`;
});

function quiet() {
  return undefined;
}

const aMonitorWith = (secret: string) => ({
  name: `Uses ${secret}`,
  check: HttpCheck.parse({
    kind: "http",
    url: "https://example.com/",
    method: "GET",
    headers: [{ name: "X-Key", value: `{{secret.${secret}}}` }],
    body: null,
    expectedStatus: [{ from: 200, to: 299 }],
    keyword: null,
    followRedirects: true,
  }),
  intervalSec: 60,
  timeoutMs: 5000,
  regions: ["eu"],
  tags: [],
});

async function configsOf(isPrivate = true) {
  const { sql, db } = dashboard.deps;
  const monitorIds = (await db.monitor.findMany({ select: { id: true } })).map(({ id }) => id);
  const configs = await listProbeConfigs(sql, { regionId, monitorIds });
  const given = await attachSecrets({ pool: sql, keyRing: testKeyRing, log }, configs, isPrivate);
  return given.flatMap((config) => (config.state === "on" ? [config] : []));
}

test("a secret is listed by its name, and its value is never answered", async () => {
  const { id } = await editor.secret.create({ name, value: "hush-hush" });
  const listed = await editor.secret.list();
  expect(listed.find((secret) => secret.id === id)).toMatchObject({ name, usedBy: 0 });
  expect(JSON.stringify(listed)).not.toContain("hush-hush");
  const stored = await dashboard.deps.db.secret.findUniqueOrThrow({ where: { id } });
  expect(stored.value).toMatch(/^v1\.test\./);
  await expect(editor.secret.create({ name, value: "other" })).rejects.toMatchObject({ code: "CONFLICT" });
});

test("viewers see no secrets, and another workspace's are not there", async () => {
  const { id } = await editor.secret.create({ name, value: "hush-hush" });
  await expect(viewer.secret.list()).rejects.toMatchObject({ code: "FORBIDDEN" });
  expect(await stranger.secret.list()).toEqual([]);
  await expect(stranger.secret.update({ id, value: "mine now" })).rejects.toMatchObject({
    code: "NOT_FOUND",
  });
  await expect(stranger.secret.delete({ id })).rejects.toMatchObject({ code: "NOT_FOUND" });
});

test("a check may name only secrets that there are", async () => {
  await expect(editor.monitor.create(aMonitorWith("NOT_THERE"))).rejects.toThrow(
    "There is no secret NOT_THERE.",
  );
});

test("a probe gets the values that its checks name, of their own workspace, and no others", async () => {
  await editor.secret.create({ name, value: "hush-hush" });
  await editor.secret.create({ name: `${name}_UNUSED`, value: "never sent" });
  await stranger.secret.create({ name, value: "the stranger's" });
  await editor.monitor.create(aMonitorWith(name));
  await stranger.monitor.create(aMonitorWith(name));
  const given = (await configsOf()).filter(({ check }) => JSON.stringify(check).includes(`secret.${name}}`));
  expect(given.map(({ secrets }) => secrets)).toEqual([
    [{ name, value: "hush-hush" }],
    [{ name, value: "the stranger's" }],
  ]);
});

test("over a way that others can read, a probe gets a problem instead of a secret", async () => {
  await editor.secret.create({ name, value: "hush-hush" });
  await editor.monitor.create(aMonitorWith(name));
  const open = await configsOf(false);
  expect(JSON.stringify(open)).not.toContain("hush-hush");
  expect(open.find(({ problem }) => problem !== undefined)?.problem).toContain("over TLS only");
});

test("a secret that no longer opens stops its own checks only, with a sentence", async () => {
  const { id } = await editor.secret.create({ name, value: "hush-hush" });
  await editor.monitor.create(aMonitorWith(name));
  await dashboard.deps.db.secret.update({ where: { id }, data: { value: "v1.test.damaged" } });
  await stranger.secret.create({ name, value: "the stranger's" });
  await stranger.monitor.create(aMonitorWith(name));
  const given = (await configsOf()).filter(({ check }) => JSON.stringify(check).includes(`.${name}}`));
  expect(given[0]?.problem).toContain("cannot be opened");
  expect(given[1]).toMatchObject({ secrets: [{ name, value: "the stranger's" }] });
  await dashboard.deps.db.secret.delete({ where: { id } });
});

test("a new value reaches the probes at once, by the stream and by the next beat", async () => {
  const { id } = await editor.secret.create({ name, value: "hush-hush" });
  const monitor = await editor.monitor.create(aMonitorWith(name));
  await dashboard.stream.ensureGroup(urgentKey("eu"), PROBE_GROUP);
  const reader = { group: PROBE_GROUP, consumer: "test", count: 1000 };
  await dashboard.stream.readNew([urgentKey("eu")], reader);
  const before = await dashboard.deps.db.monitor.findUniqueOrThrow({ where: { publicId: monitor.id } });

  await editor.secret.update({ id, value: "changed now" });
  const told = await dashboard.stream.readNew([urgentKey("eu")], reader);
  expect(told.map(({ payload }) => parseEntry(payload))).toEqual([
    { v: 1, kind: "changed", monitorIds: [before.id] },
  ]);
  const after = await dashboard.deps.db.monitor.findUniqueOrThrow({ where: { publicId: monitor.id } });
  expect(after.updatedAt.getTime()).toBeGreaterThanOrEqual(before.updatedAt.getTime());
  const given = (await configsOf()).find(({ monitorId }) => monitorId === before.id);
  expect(given?.secrets).toEqual([{ name, value: "changed now" }]);
});

test("a secret in use is not deleted, and the answer says what uses it", async () => {
  const { id } = await editor.secret.create({ name, value: "hush-hush" });
  const monitor = await editor.monitor.create(aMonitorWith(name));
  await expect(editor.secret.delete({ id })).rejects.toThrow(`${name} is used by Uses ${name}.`);
  await editor.monitor.delete({ id: monitor.id });
  await expect(editor.secret.delete({ id })).resolves.toEqual({ ok: true });
});

test("the audit log names secrets and holds none", async () => {
  const { id } = await editor.secret.create({ name, value: "hush-hush-audit" });
  await editor.secret.update({ id, value: "hush-hush-audit-2" });
  const entries = await dashboard.deps.db.auditEntry.findMany({ where: { subject: id } });
  expect(entries.map(({ action }) => action).sort()).toEqual(["secret.create", "secret.update"]);
  expect(JSON.stringify(entries)).toContain(name);
  expect(JSON.stringify(entries)).not.toContain("hush-hush-audit");
});
