import { createHmac } from "node:crypto";
import { uuidv7 } from "uuidv7";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import type { IncomingHookInput } from "#contracts/incoming-hook.ts";
import { aChannel, aMonitor, aRegion } from "#testing/builders.ts";
import { createDashboard, type Dashboard, type DashboardCaller } from "#testing/dashboard.ts";
import { answerIncoming } from "./answer-incoming.ts";

const START = Date.UTC(2026, 10, 21, 12);
const SECRET = "a secret of sixteen";

let dashboard: Dashboard;
let editor: DashboardCaller;
let workspaceId: string;
let regionId: number;
let monitor: { id: number; publicId: string };
let nowMs: number;

beforeAll(async () => {
  dashboard = await createDashboard({ now: () => new Date(nowMs) });
  regionId = await aRegion(dashboard.deps.db, "aa-1");
});
afterAll(() => dashboard.close());
beforeEach(async () => {
  nowMs = START;
  const member = await dashboard.member({ role: "editor" });
  ({ workspaceId } = member);
  editor = await dashboard.caller(member);
  const { db } = dashboard.deps;
  monitor = await aMonitor(db, {
    workspaceId,
    regionIds: [regionId],
    fromMs: START - 3_600_000,
    name: "Shop",
  });
});

const hookOf = (change: Partial<IncomingHookInput> = {}): IncomingHookInput => ({
  kind: "deploy",
  name: "CI",
  scope: { everything: false, monitorIds: [monitor.publicId], tags: [] },
  channelIds: [],
  severity: "normal",
  secret: null,
  ...change,
});

async function hook(change: Partial<IncomingHookInput> = {}) {
  const { id, url } = await editor.incomingHook.create(hookOf(change));
  const token = new URL(url).pathname.split("/").at(-1) ?? "";
  return { id, token };
}

async function call(token: string, body: unknown, headers: Record<string, string> = {}) {
  const text = typeof body === "string" ? body : JSON.stringify(body);
  const request = new Request(`http://127.0.0.1/api/hooks/${token}`, { method: "POST", body: text, headers });
  const response = await answerIncoming(
    { ...dashboard.deps, auth: { trustProxy: false } },
    { request, token },
  );
  return { status: response.status, body: (await response.json()) as Record<string, unknown> };
}

const told = async () =>
  (
    await dashboard.deps.db.delivery.findMany({
      where: { workspaceId },
      orderBy: [{ createdAt: "asc" }, { event: "asc" }],
    })
  ).map(({ event }) => event);

const alert = (status: "firing" | "resolved", from: number, to = 0) => ({
  version: "4",
  groupKey: "g",
  status,
  alerts: [
    {
      status,
      labels: { alertname: "Slow", severity: "critical" },
      annotations: { summary: "Shop is slow" },
      startsAt: new Date(from).toISOString(),
      endsAt: to === 0 ? "0001-01-01T00:00:00Z" : new Date(to).toISOString(),
      fingerprint: "f1",
    },
  ],
});

test("a deploy is marked on the charts of its monitors and named in the incident that follows", async () => {
  const { token } = await hook();
  const at = START - 4 * 60_000;
  expect(await call(token, { id: "42", name: "Shop", version: "1.2.0", state: "started", at })).toMatchObject(
    {
      status: 200,
      body: { ok: true, applied: 1 },
    },
  );
  await call(token, { id: "42", name: "Shop", version: "1.2.0", state: "succeeded", at: at + 60_000 });
  const series = await editor.monitor.latency({ id: monitor.publicId, hours: 24 });
  expect(series.marks).toEqual([
    expect.objectContaining({ kind: "deploy", name: "Shop · 1.2.0", fromMs: at, toMs: at + 60_000 }),
  ]);
  const { id } = await editor.incident.create({
    title: "Cards are refused",
    severity: "normal",
    monitorIds: [monitor.publicId],
    message: "",
    tellChannels: false,
  });
  const { events } = await editor.incident.get({ id });
  expect(events[0]).toMatchObject({
    kind: "deployed",
    at,
    message: "Shop 1.2.0 (succeeded), 4 min before the first failure.",
  });
});

test("an alert opens an incident and tells the hook's and the monitors' channels once; its end tells them, too", async () => {
  const { db } = dashboard.deps;
  await aChannel(db, { workspaceId, monitorIds: [monitor.id], name: "Of the monitor" });
  const channelId = await aChannel(db, { workspaceId, name: "Of the hook" });
  const { token, id } = await hook({ kind: "alertmanager", channelIds: [channelId] });
  const from = START - 60_000;
  expect((await call(token, alert("firing", from))).body).toMatchObject({ applied: 1 });
  expect((await call(token, alert("firing", from))).body).toMatchObject({ applied: 0, repeated: 1 });
  expect(await told()).toEqual(["down", "down"]);
  await db.delivery.updateMany({ where: { workspaceId }, data: { status: "sent", sentAt: new Date(nowMs) } });

  nowMs += 60_000;
  expect((await call(token, alert("resolved", from, START))).body).toMatchObject({ applied: 1 });
  expect((await call(token, alert("resolved", from, START))).body).toMatchObject({ repeated: 1 });
  expect((await call(token, alert("firing", from))).body).toMatchObject({ late: 1 });
  expect((await told()).toSorted()).toEqual(["down", "down", "up", "up"]);
  const { items } = await editor.incident.list({});
  expect(items).toMatchObject([{ title: "Shop is slow", severity: "critical", state: "resolved" }]);
  const outcomes = (await editor.incomingHook.events({ id })).map(({ outcome }) => outcome);
  expect(outcomes.toSorted()).toEqual(["applied", "applied", "late", "repeated", "repeated"]);
});

test("calls that come at once, in disorder and twice leave one incident, told once", async () => {
  await aChannel(dashboard.deps.db, { workspaceId, monitorIds: [monitor.id] });
  const { token } = await hook({ kind: "alertmanager" });
  const firing = alert("firing", START - 120_000);
  const answers = await Promise.all(Array.from({ length: 8 }, () => call(token, firing)));
  expect(answers.every(({ status }) => status === 200)).toBe(true);
  expect(answers.map(({ body }) => body.applied).toSorted()).toEqual([0, 0, 0, 0, 0, 0, 0, 1]);
  expect(await told()).toEqual(["down"]);
  expect((await editor.incident.list({})).items).toHaveLength(1);
});

test("an end that overtakes its beginning keeps the incident from opening", async () => {
  const { token } = await hook({ kind: "alertmanager" });
  await call(token, alert("resolved", START - 60_000, START));
  await call(token, alert("firing", START - 60_000));
  expect((await editor.incident.list({})).items).toEqual([]);
});

test("the generic hook opens, comments and resolves by key", async () => {
  const { token } = await hook({ kind: "incident" });
  const at = START - 10_000;
  await call(token, [{ action: "open", key: "disk", title: "Disk is full", message: "db-1", at }]);
  await call(token, { action: "update", key: "disk", message: "Cleaning up", at: at + 1 });
  await call(token, { action: "resolve", key: "disk", message: "Done", at: at + 2 });
  const { items } = await editor.incident.list({});
  const { events } = await editor.incident.get({ id: items[0]?.id ?? "" });
  expect(events.map(({ kind, message, actor }) => [kind, message, actor])).toEqual([
    ["created", "db-1", "CI (hook)"],
    ["comment", "Cleaning up", "CI (hook)"],
    ["resolved", "Done", "CI (hook)"],
  ]);
});

test("an incident that a person has resolved stays resolved when the sender says so, too", async () => {
  const { token } = await hook({ kind: "incident" });
  await call(token, { action: "open", key: "disk", title: "Disk", at: START - 5_000 });
  const [open] = (await editor.incident.list({})).items;
  await editor.incident.resolve({ id: open?.id ?? "" });
  expect((await call(token, { action: "resolve", key: "disk", at: START })).body).toMatchObject({ ok: true });
  const { events } = await editor.incident.get({ id: open?.id ?? "" });
  expect(events.filter(({ kind }) => kind === "resolved")).toHaveLength(1);
});

const sign = (algorithm: string, text: string) => createHmac(algorithm, SECRET).update(text).digest("hex");
const RELEASE = JSON.stringify({
  action: "published",
  repository: { full_name: "acme/shop" },
  release: { id: 1, tag_name: "v1", published_at: new Date(START).toISOString() },
});
const VERCEL = JSON.stringify({
  type: "deployment.succeeded",
  createdAt: START,
  payload: { deployment: { id: "d" } },
});
const GITLAB = JSON.stringify({ object_kind: "pipeline", object_attributes: { id: 1, status: "success" } });

test.each([
  [
    "github",
    RELEASE,
    { "x-github-event": "release", "x-hub-signature-256": `sha256=${sign("sha256", RELEASE)}` },
  ],
  ["vercel", VERCEL, { "x-vercel-signature": sign("sha1", VERCEL) }],
  ["gitlab", GITLAB, { "x-gitlab-token": SECRET }],
] as const)("%s is let in by its signature, and by nothing else", async (kind, text, headers) => {
  const { token, id } = await hook({ kind, secret: SECRET });
  expect(await call(token, text, { "x-github-event": "release" })).toMatchObject({ status: 401 });
  const forged = Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [
      name,
      name === "x-github-event" ? value : `${value.slice(0, -1)}0x`,
    ]),
  );
  expect(await call(token, text, forged)).toMatchObject({ status: 401 });
  if (kind !== "gitlab") expect(await call(token, `${text} `, headers)).toMatchObject({ status: 401 });
  const problem = (await editor.incomingHook.list()).find((one) => one.id === id)?.problem;
  expect(problem?.message).toContain("secret");
  expect(await call(token, text, headers)).toMatchObject({ status: 200, body: { applied: 1 } });
  expect((await editor.incomingHook.list()).find((one) => one.id === id)).toMatchObject({ problem: null });
});

test("a signing token of GitLab binds the call to five minutes", async () => {
  const key = Buffer.from("0123456789abcdef0123456789abcdef");
  const { token } = await hook({ kind: "gitlab", secret: `whsec_${key.toString("base64")}` });
  const signed = (atMs: number) => {
    const timestamp = String(Math.floor(atMs / 1000));
    const mac = createHmac("sha256", key).update(`msg_1.${timestamp}.${GITLAB}`).digest("base64");
    return { "webhook-id": "msg_1", "webhook-timestamp": timestamp, "webhook-signature": `v1,x v1,${mac}` };
  };
  expect(await call(token, GITLAB, signed(nowMs))).toMatchObject({ status: 200 });
  expect(await call(token, GITLAB, signed(nowMs - 301_000))).toMatchObject({ status: 401 });
});

test("what cannot be read stands with the hook, and no secret is stored or shown in the clear", async () => {
  const { token, id } = await hook({ kind: "github", secret: SECRET });
  const plain = await hook();
  expect(await call(plain.token, "{")).toMatchObject({
    status: 400,
    body: { error: "The body is not JSON." },
  });
  expect(await call(plain.token, "x".repeat(1_100_000))).toMatchObject({ status: 413 });
  const hooks = await editor.incomingHook.list();
  expect(hooks.find((one) => one.id === plain.id)?.problem?.message).toBe("The body is not JSON.");
  expect(JSON.stringify(hooks)).not.toContain(SECRET);
  const row = await dashboard.deps.db.incomingHook.findUniqueOrThrow({ where: { id } });
  expect(JSON.stringify(row)).not.toContain(SECRET);
  expect(JSON.stringify(row)).not.toContain(token);
});

test("a renewed or deleted address answers 404, and its deploys stay", async () => {
  const { token, id } = await hook();
  await call(token, { name: "Shop", at: START });
  const { url } = await editor.incomingHook.renew({ id });
  expect(await call(token, {})).toMatchObject({ status: 404 });
  await editor.incomingHook.delete({ id });
  expect(await call(url.split("/").at(-1) ?? "", {})).toMatchObject({ status: 404 });
  nowMs += 60_000;
  expect((await editor.monitor.latency({ id: monitor.publicId, hours: 24 })).marks).toHaveLength(1);
});

test("whoever guesses addresses, and whoever calls too often, waits", async () => {
  nowMs += 3_600_000;
  const answers: number[] = [];
  for (let n = 0; n < 31; n += 1) answers.push((await call(`hk_${uuidv7()}`, {})).status);
  expect(answers.filter((status) => status === 429)).toHaveLength(1);
});
