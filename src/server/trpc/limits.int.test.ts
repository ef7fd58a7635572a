import { fetchRequestHandler } from "@trpc/server/adapters/fetch";
import { afterAll, beforeAll, beforeEach, expect, test, vi } from "vitest";
import { SOCKET_ADDRESS_HEADER } from "#server/auth/client-address.ts";
import { findForgery } from "#server/auth/same-origin.ts";
import { sealSession } from "#server/auth/seal-session.ts";
import { BucketShelf } from "#server/runtime/limits/bucket-shelf.ts";
import { createKeySharing } from "#server/runtime/limits/key-sharing.ts";
import { resetLimits } from "#server/runtime/limits/process-limits.ts";
import { withRequest } from "#server/runtime/request/with-request.ts";
import { createDashboard, type Dashboard, type DashboardCaller } from "#testing/dashboard.ts";
import { appRouter } from "./app-router.ts";
import { createContext } from "./create-context.ts";
import { refuseByTrpc } from "./refuse-by-trpc.ts";

const LIMITS = "address=200,user=6,key=5,write=2,anonymous=3,expensive=1";
let dashboard: Dashboard;
let owner: DashboardCaller;
let cookie: string;
let serve: (request: Request) => Promise<Response>;

beforeAll(async () => {
  dashboard = await createDashboard();
  const { auth } = dashboard.deps;
  vi.stubEnv("DATABASE_URL", dashboard.database.url);
  vi.stubEnv("UPSTASH_REDIS_REST_URL", "http://127.0.0.1:9");
  vi.stubEnv("UPSTASH_REDIS_REST_TOKEN", "nobody answers there");
  vi.stubEnv("NEXTAUTH_SECRET", auth.secret);
  vi.stubEnv("UPTICK_RATE_LIMITS", LIMITS);
  const member = await dashboard.member({ role: "owner" });
  owner = await dashboard.caller(member);
  cookie = `uptick-session=${await sealSession(auth, member)}`;
  serve = withRequest({ route: "/api/trpc", kind: "app", refuse: refuseByTrpc }, (request: Request) =>
    fetchRequestHandler({
      endpoint: "/api/trpc",
      req: request,
      router: appRouter,
      createContext: () =>
        createContext(dashboard.deps, {
          headers: request.headers,
          forgery: findForgery(request, auth.appUrl),
        }),
    }),
  );
});
afterAll(async () => {
  vi.unstubAllEnvs();
  resetLimits();
  await dashboard.close();
});
beforeEach(() => resetLimits());

function call(path: string, headers: Record<string, string>, init: RequestInit = {}): Promise<Response> {
  const url = new URL(`/api/trpc/${path}`, dashboard.deps.auth.appUrl);
  if (init.method !== "POST" && !url.searchParams.has("input"))
    url.searchParams.set("input", JSON.stringify({ json: {} }));
  const asked = { [SOCKET_ADDRESS_HEADER]: "192.0.2.7", ...headers };
  return serve(new Request(url, { ...init, headers: asked }));
}

async function statuses(times: number, ask: () => Promise<Response>): Promise<number[]> {
  const seen: number[] = [];
  for (let n = 0; n < times; n += 1) seen.push((await ask()).status);
  return seen;
}

/** Not before the quota is used up, and soon after it, however slow the machine is. */
async function untilRefused(ask: () => Promise<Response>): Promise<Response> {
  for (let asked = 1; asked <= 5_000; asked += 1) {
    const response = await ask();
    if (response.status !== 429) continue;
    expect(asked).toBeGreaterThan(200);
    return response;
  }
  throw new Error("Nothing was ever refused.");
}

test("a key has its calls a minute, and every answer says how many are left", async () => {
  const { key } = await owner.apiKey.create({ name: "reads", scopes: ["read"], expiresInDays: null });
  const ask = () => call("monitor.list", { authorization: `Bearer ${key}` });
  const first = await ask();
  expect(first.status).toBe(200);
  expect(first.headers.get("ratelimit-policy")).toBe('"key";q=5;w=60');
  expect(first.headers.get("ratelimit")).toMatch(/^"key";r=4;t=\d+$/);
  expect(first.headers.get("ratelimit-limit")).toBe("5");
  expect(first.headers.get("ratelimit-remaining")).toBe("4");
  expect(first.headers.get("retry-after")).toBeNull();
  expect(await statuses(4, ask)).toEqual([200, 200, 200, 200]);

  const refused = await ask();
  expect(refused.status).toBe(429);
  expect(Number(refused.headers.get("retry-after"))).toBeGreaterThan(0);
  const { error } = await refused.json();
  expect(error.json.data).toMatchObject({ code: "TOO_MANY_REQUESTS", appCode: "limit_reached" });
  expect(error.json.data.retryAfterSec).toBeGreaterThan(0);
  await dashboard.settled();
  const noted = await dashboard.deps.db.auditEntry.findMany({ where: { action: "access.limited" } });
  expect(noted).toMatchObject([{ subject: "monitor.list", detail: { limit: "key", timesInAnHour: 1 } }]);
});

test("a batch counts as its calls, and one person's limit is not another's", async () => {
  const batch = `monitor.list,monitor.list,monitor.list,monitor.list?batch=1&input=${encodeURIComponent(
    JSON.stringify({ 0: { json: {} }, 1: { json: {} }, 2: { json: {} }, 3: { json: {} } }),
  )}`;
  expect(await statuses(2, () => call(batch, { cookie }))).toEqual([200, 207]);
  const other = await dashboard.member({ role: "viewer", email: "other@example.com" });
  const theirs = `uptick-session=${await sealSession(dashboard.deps.auth, other)}`;
  expect((await call("monitor.list", { cookie: theirs })).status).toBe(200);
});

test("changes have a limit of their own, and reading goes on", async () => {
  const change = () =>
    call(
      "monitor.pause",
      { cookie, "content-type": "application/json", origin: dashboard.deps.auth.appUrl },
      { method: "POST", body: JSON.stringify({ json: { id: "01900000-0000-7000-8000-000000000000" } }) },
    );
  expect(await statuses(3, change)).toEqual([404, 404, 429]);
  expect((await call("monitor.list", { cookie })).status).toBe(200);
});

test("one address floods, and all others are answered; what is forwarded is believed from a proxy only", async () => {
  const ask = (address: string) =>
    call("monitor.list", { [SOCKET_ADDRESS_HEADER]: address, "x-forwarded-for": "203.0.113.99" });
  const refused = await untilRefused(() => ask("198.51.100.1"));
  expect(refused.headers.get("ratelimit-policy")).toBe('"address";q=200;w=60');
  expect((await refused.json()).error.json.data.code).toBe("TOO_MANY_REQUESTS");
  expect((await ask("198.51.100.2")).status).toBe(401);
});

test("a network of IPv6 is one caller", async () => {
  const ask = (n: number) =>
    call("monitor.list", { [SOCKET_ADDRESS_HEADER]: `2001:db8:1:2::${n.toString(16)}` });
  let n = 0;
  const refused = await untilRefused(() => {
    n += 1;
    return ask(n);
  });
  expect(refused.headers.get("retry-after")).not.toBeNull();
  const neighbour = { [SOCKET_ADDRESS_HEADER]: "2001:db8:1:3::1" };
  expect((await call("monitor.list", neighbour)).status).toBe(401);
});

test("requests have an id, the caller's where it is sane", async () => {
  const given = await call("monitor.list", { cookie, "x-request-id": "deploy-2026.11" });
  expect(given.headers.get("x-request-id")).toBe("deploy-2026.11");
  const bad = await call("monitor.list", { cookie, "x-request-id": "a b<script>" });
  expect(bad.headers.get("x-request-id")).toMatch(/^[0-9a-f-]{36}$/);
});

test("two processes together let through what one may, and what comes within a second", async () => {
  const policy = { name: "key", quota: 100, windowMs: 60_000 };
  const works: (() => Promise<void>)[] = [];
  const deps = {
    sql: dashboard.deps.sql,
    log: dashboard.deps.log,
    later: (work: () => Promise<void>) => void works.push(work),
  };
  const processes = [1, 2].map(() => ({ shelf: new BucketShelf(policy, 10), sharing: createKeySharing() }));
  const fromMs = Math.floor(Date.now() / 60_000) * 60_000;
  let passed = 0;
  // 40 calls a second at each, for 20 seconds: 1,600 calls.
  for (let at = 0; at < 20_000; at += 25) {
    for (const { shelf, sharing } of processes) {
      passed += Number(shelf.take("key-1", fromMs + at).isAllowed);
      sharing.note(deps, { shelf, keyId: "key-1", nowMs: fromMs + at });
    }
    for (const work of works.splice(0)) await work();
  }
  // Of one bucket 100 + 20 s of filling up; alone they would let 266 through.
  expect(passed).toBeGreaterThanOrEqual(100);
  expect(passed).toBeLessThan(210);
});

test("a database that is away refuses no key", async () => {
  const policy = { name: "key", quota: 100, windowMs: 60_000 };
  const works: Promise<void>[] = [];
  const deps = {
    sql: { query: () => Promise.reject(new Error("away")) } as never,
    log: dashboard.deps.log,
    later: (work: () => Promise<void>) => void works.push(work()),
  };
  const shelf = new BucketShelf(policy, 10);
  const sharing = createKeySharing();
  for (let n = 0; n < 50; n += 1) {
    expect(shelf.take("key-1", n * 1_100).isAllowed).toBe(true);
    sharing.note(deps, { shelf, keyId: "key-1", nowMs: n * 1_100 });
    await Promise.all(works);
  }
});

test("a million addresses cost no more than twenty thousand", () => {
  const shelf = new BucketShelf({ name: "address", quota: 10, windowMs: 60_000 }, 20_000);
  for (let n = 0; n < 1_000_000; n += 1) shelf.take(`10.${n >> 16}.${(n >> 8) & 255}.${n & 255}`, 0);
  expect(shelf.size).toBeLessThanOrEqual(20_000);
  expect(shelf.take("10.15.66.63", 0).remaining).toBe(8);
});
