import { fetchRequestHandler } from "@trpc/server/adapters/fetch";
import superjson from "superjson";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { API_KEY_PREFIX, ApiScope } from "#contracts/api-key.ts";
import { findKeyActor } from "#server/auth/find-key-actor.ts";
import { findForgery } from "#server/auth/same-origin.ts";
import { aCheck, aRegion } from "#testing/builders.ts";
import { createDashboard, type Dashboard, type DashboardCaller } from "#testing/dashboard.ts";
import { appRouter } from "./app-router.ts";
import { createContext } from "./create-context.ts";

let dashboard: Dashboard;
let owner: DashboardCaller;
let now = Date.now();

beforeAll(async () => {
  dashboard = await createDashboard({ now: () => new Date(now) });
  await aRegion(dashboard.deps.db, "aa-1");
  owner = await dashboard.caller(await dashboard.member({ role: "owner" }));
});
afterAll(() => dashboard.close());

/** As a program would call: over HTTP, with nothing but the key. */
async function call(key: string, path: string, ask: { input?: unknown; post?: boolean } = {}) {
  const url = new URL(`/api/trpc/${path}`, dashboard.deps.auth.appUrl);
  const body = JSON.stringify(superjson.serialize(ask.input ?? {}));
  if (!ask.post) url.searchParams.set("input", body);
  const headers = { authorization: `Bearer ${key}`, "content-type": "application/json" };
  const request = new Request(url, { headers, ...(ask.post && { method: "POST", body }) });
  const response = await fetchRequestHandler({
    endpoint: "/api/trpc",
    req: request,
    router: appRouter,
    createContext: () =>
      createContext(dashboard.deps, {
        headers: request.headers,
        forgery: findForgery(request, dashboard.deps.auth.appUrl),
      }),
  });
  return response.status;
}

const keyWith = async (scopes: ApiScope[], expiresInDays: number | null = null) =>
  owner.apiKey.create({ name: scopes.join().slice(0, 80), scopes, expiresInDays });

const monitor = {
  name: "M",
  check: aCheck(),
  intervalSec: 60,
  timeoutMs: 5_000,
  regions: ["aa-1"],
  tags: [],
};
const channel = { kind: "webhook", name: "Ops", config: { url: "https://hooks.example/ops" } };
const incident = { title: "T", severity: "normal", message: "", tellChannels: false, monitorIds: [] };
const maintenance = {
  name: "Deploys",
  timing: { kind: "hook", maxMin: 30 },
  scope: { everything: true, monitorIds: [], tags: [] },
};
const page = { title: "Acme", slug: "acme-by-key" };
const CALLS: { path: string; input: unknown; post: boolean; scope: ApiScope }[] = [
  { path: "monitor.list", input: {}, post: false, scope: "read" },
  { path: "incident.list", input: {}, post: false, scope: "read" },
  { path: "channel.list", input: undefined, post: false, scope: "read" },
  { path: "monitor.create", input: monitor, post: true, scope: "monitors:write" },
  { path: "incident.create", input: incident, post: true, scope: "incidents:write" },
  { path: "maintenance.create", input: maintenance, post: true, scope: "maintenance:write" },
  { path: "channel.create", input: channel, post: true, scope: "channels:write" },
  { path: "statusPage.list", input: undefined, post: false, scope: "read" },
  { path: "statusPage.create", input: page, post: true, scope: "status_pages:write" },
];

describe.each(ApiScope.options)("a key with the scope %s alone", (scope) => {
  test("may do what it says, and nothing else", async () => {
    const { key } = await keyWith([scope]);
    for (const { path, input, post, scope: needed } of CALLS) {
      expect(await call(key, path, { input, post }), path).toBe(needed === scope ? 200 : 403);
    }
  });

  test("opens nothing that is for people", async () => {
    const { key } = await keyWith([scope]);
    const id = "01900000-0000-7000-8000-000000000000";
    const forPeople: [string, unknown, boolean][] = [
      ["session.me", {}, false],
      ["session.list", {}, false],
      ["workspace.list", {}, false],
      ["workspace.get", {}, false],
      ["workspace.update", { name: "Mine", timeZone: "UTC" }, true],
      ["workspace.delete", { name: "Workspace" }, true],
      ["workspace.switch", { id }, true],
      ["member.list", {}, false],
      ["member.update", { userId: id, role: "owner", tags: [] }, true],
      ["member.leave", {}, true],
      ["invitation.list", {}, false],
      ["invitation.create", { email: "eve@example.com", role: "admin", tags: [] }, true],
      ["apiKey.list", {}, false],
      ["apiKey.create", { name: "More", scopes: ["read"], expiresInDays: null }, true],
      ["apiKey.revoke", { id }, true],
      ["auditLog.list", {}, false],
    ];
    for (const [path, input, post] of forPeople)
      expect(await call(key, path, { input, post }), path).toBe(403);
  });
});

/** As `findSignedIn` would make it of a key. */
async function callerOf(scopes: ApiScope[]): Promise<DashboardCaller> {
  const { key } = await keyWith(scopes);
  const actor = await findKeyActor(dashboard.deps, { key, at: new Date(now), address: "192.0.2.1" });
  return dashboard.caller(null, { actor });
}

test.each<{ scopes: ApiScope[]; sees: boolean }>([
  { scopes: ["read"], sees: false },
  { scopes: ["read", "incidents:write", "maintenance:write", "channels:write"], sees: false },
  { scopes: ["read", "monitors:write"], sees: true },
])("regression: a key with $scopes sees what checks send and jobs print: $sees", async ({ scopes, sees }) => {
  const check = aCheck({
    headers: [{ name: "authorization", value: "CANARY" }],
    method: "POST",
    body: "CANARY",
  });
  const { id } = await owner.monitor.create({ ...monitor, check });
  const timing = { type: "period" as const, periodSec: 3600 };
  const heartbeat = { kind: "heartbeat" as const, timing, graceSec: 60, maxRunSec: null };
  const job = await owner.monitor.create({ ...monitor, check: heartbeat, regions: [] });
  const caller = await callerOf(scopes);
  const { input } = await caller.monitor.get({ id });
  expect(JSON.stringify(input.check).includes("CANARY")).toBe(sees);
  expect((await caller.heartbeat.get({ id: job.id })).url !== null).toBe(sees);
});

/** A new group shows up in the test below before a key gets into it. */
const OPEN_TO_KEYS = [
  ...["monitor", "backtest", "incident", "maintenance", "channel", "delivery", "escalation", "onCall"],
  ...["heartbeat", "region", "secret", "system", "workspace", "objective", "config", "imported"],
  ...["statusPage", "statusPost", "statusTemplate", "statusSubscriber"],
];

test("a key with all scopes gets into no other group of procedures than these", async () => {
  const { key } = await keyWith([...ApiScope.options]);
  const procedures = appRouter._def.procedures as unknown as Record<string, { _def: { type: string } }>;
  for (const [path, { _def }] of Object.entries(procedures)) {
    if (_def.type === "subscription") continue;
    const ask = { input: { never: "valid" }, post: _def.type === "mutation" };
    const [byKey, byVisitor] = [await call(key, path, ask), await call("", path, ask)];
    if (byKey === 403 || byVisitor !== 401) continue;
    expect(OPEN_TO_KEYS, path).toContain(path.split(".")[0]);
  }
});

describe("the key itself", () => {
  test("is shown once, has 192 random bits, and is stored as a hash", async () => {
    const { id, key } = await keyWith(["read"]);
    expect(key).toMatch(new RegExp(`^${API_KEY_PREFIX}[A-Za-z0-9_-]{32}$`));
    const row = await dashboard.deps.db.apiKey.findUniqueOrThrow({ where: { id } });
    expect(row.hash).toMatch(/^[0-9a-f]{64}$/);
    expect(key.startsWith(row.prefix)).toBe(true);
    const said = JSON.stringify([row, await owner.apiKey.list(), await owner.auditLog.list({})]);
    expect(said).not.toContain(key.slice(row.prefix.length));
  });

  test("shows when it was used last, and from where", async () => {
    const { id, key } = await keyWith(["read"]);
    expect(await call(key, "monitor.list")).toBe(200);
    const listed = (await owner.apiKey.list()).find((one) => one.id === id);
    expect(listed).toMatchObject({ state: "live", lastUsedFrom: "unknown", scopes: ["read"] });
    expect(listed?.lastUsedAt).toBe(now);
  });

  test("ends with its time, at once when revoked, and with its workspace", async () => {
    const began = now;
    const short = await keyWith(["read"], 1);
    now = began + 86_400_000;
    expect(await call(short.key, "monitor.list")).toBe(401);
    now = began;
    expect(await call(short.key, "monitor.list")).toBe(200);
    await owner.apiKey.revoke({ id: short.id });
    expect(await call(short.key, "monitor.list")).toBe(401);
    await expect(owner.apiKey.revoke({ id: short.id })).rejects.toMatchObject({ code: "NOT_FOUND" });
    expect((await owner.apiKey.list()).find(({ id }) => id === short.id)?.state).toBe("revoked");
  });

  test.each([
    "",
    "uptick_",
    "uptick_%E0%A4%A",
    "bearer uptick_x",
    `uptick_${"a".repeat(500)}`,
    "null",
    "undefined",
  ])("what is none, such as “%s”, is nobody", async (key) => {
    expect(await call(key, "monitor.list")).toBe(401);
  });

  test("is of one workspace: what belongs to another is absent", async () => {
    const other = await dashboard.caller(await dashboard.member({ role: "owner" }));
    const { id } = await other.incident.create({
      title: "T",
      severity: "normal",
      message: "",
      tellChannels: false,
      monitorIds: [],
    });
    const { key } = await keyWith([...ApiScope.options]);
    expect(await call(key, "incident.get", { input: { id } })).toBe(404);
    expect(await call(key, "incident.resolve", { input: { id }, post: true })).toBe(404);
  });

  test("what it changes is in the audit log under its name", async () => {
    const { key } = await owner.apiKey.create({
      name: "Deploys",
      scopes: ["incidents:write"],
      expiresInDays: null,
    });
    expect(await call(key, "incident.create", { input: incident, post: true })).toBe(200);
    const { items } = await owner.auditLog.list({});
    expect(items[0]).toMatchObject({ action: "incident.create", actor: "API key “Deploys”", byKey: true });
  });

  test("takes a fresh proof, and at least one scope", async () => {
    const admin = await dashboard.member({ role: "admin" });
    const caller = await dashboard.caller(admin);
    const input = { name: "CI", scopes: [], expiresInDays: null };
    await expect(caller.apiKey.create(input)).rejects.toMatchObject({ code: "BAD_REQUEST" });
    const provenAt = new Date(now - 16 * 60_000);
    await dashboard.deps.db.session.update({ where: { id: admin.sessionId }, data: { provenAt } });
    const stale = await dashboard.caller(admin);
    await expect(stale.apiKey.create({ ...input, scopes: ["read"] })).rejects.toMatchObject({
      code: "PRECONDITION_FAILED",
    });
  });
});
