import { readdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { NextRequest } from "next/server";
import { encode } from "next-auth/jwt";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { REST_ROUTES } from "#server/rest/find-route.ts";
import { appRouter } from "#server/trpc/app-router.ts";
import { aMonitor, aRegion } from "#testing/builders.ts";
import { createDashboard, type Dashboard } from "#testing/dashboard.ts";

const APP_URL = "http://localhost:3000";
const UNKNOWN = "01900000-0000-7000-8000-000000000000";
/** What a reader leaves behind: when the browser was last seen, and how often somebody asked. */
const TRACES = ["rate_limit"];

let dashboard: Dashboard;
let cookie: string;
let monitorId: string;

beforeAll(async () => {
  dashboard = await createDashboard();
  const { db, auth } = dashboard.deps;
  vi.stubEnv("DATABASE_URL", dashboard.database.url);
  vi.stubEnv("UPSTASH_REDIS_REST_URL", "http://127.0.0.1:9");
  vi.stubEnv("UPSTASH_REDIS_REST_TOKEN", "nobody answers there");
  vi.stubEnv("NEXTAUTH_URL", APP_URL);
  vi.stubEnv("NEXTAUTH_SECRET", auth.secret);
  const { sessionId, workspaceId } = await dashboard.member({ role: "owner" });
  // Seen just now, so that reading need not say it again.
  await db.session.update({ where: { id: sessionId }, data: { lastSeenAt: new Date() } });
  cookie = `uptick-session=${await encode({ token: { sessionId }, secret: auth.secret })}`;
  const regionIds = [await aRegion(db, "aa-1")];
  monitorId = (await aMonitor(db, { workspaceId, regionIds, fromMs: Date.now() })).publicId;
});
afterAll(async () => {
  vi.unstubAllEnvs();
  await dashboard.close();
});

type Route = { GET?: unknown };
type Asked = { load: () => Promise<Route>; paths: string[] };

const AUTH = ["session", "csrf", "providers", "signin", "signout", "error", "callback/oidc", "unknown"];

/**
 * Where each route handler that answers GET is asked. Those of the cron may change things: they need its secret. So may a
 * heartbeat: jobs call it by whatever method they have, and its address is the secret.
 */
const ROUTES: Record<string, Asked> = {
  "account/export": { load: () => import("./account/export/route.ts"), paths: ["/api/account/export"] },
  "import-reader": { load: () => import("./import-reader/route.ts"), paths: ["/api/import-reader"] },
  "agent/[file]": {
    load: () => import("./agent/[file]/route.ts"),
    paths: ["/api/agent/uptick-agent.mjs", "/api/agent/uptick-agent.tgz", "/api/agent/other"],
  },
  "cli/[file]": {
    load: () => import("./cli/[file]/route.ts"),
    paths: ["/api/cli/uptick.mjs", "/api/cli/other"],
  },
  "status-pages/[id]/assets/[kind]": {
    load: () => import("./status-pages/[id]/assets/[kind]/route.ts"),
    paths: [`/api/status-pages/${UNKNOWN}/assets/logo`, `/api/status-pages/none/assets/logo`],
  },
  "status-pages/[id]/subscribers": {
    load: () => import("./status-pages/[id]/subscribers/route.ts"),
    paths: [`/api/status-pages/${UNKNOWN}/subscribers`, `/api/status-pages/none/subscribers`],
  },
  "auth/[...nextauth]": {
    load: () => import("./auth/[...nextauth]/route.ts"),
    paths: AUTH.map((action) => `/api/auth/${action}?callbackUrl=/monitors`),
  },
  "health/live": { load: () => import("./health/live/route.ts"), paths: ["/api/health/live"] },
  "health/ready": { load: () => import("./health/ready/route.ts"), paths: ["/api/health/ready"] },
  version: { load: () => import("./version/route.ts"), paths: ["/api/version"] },
  metrics: { load: () => import("./metrics/route.ts"), paths: ["/api/metrics"] },
  "workspace/metrics": {
    load: () => import("./workspace/metrics/route.ts"),
    paths: ["/api/workspace/metrics"],
  },
  "monitors/[id]/artifacts/[artifactId]": {
    load: () => import("./monitors/[id]/artifacts/[artifactId]/route.ts"),
    paths: [`/api/monitors/:id/artifacts/${UNKNOWN}`],
  },
  "monitors/[id]/latency.csv": {
    load: () => import("./monitors/[id]/latency.csv/route.ts"),
    paths: ["/api/monitors/:id/latency.csv?hours=1"],
  },
  "monitors/[id]/ticks.csv": {
    load: () => import("./monitors/[id]/ticks.csv/route.ts"),
    paths: ["/api/monitors/:id/ticks.csv?hours=1"],
  },
  "reports/[id]/[file]": {
    load: () => import("./reports/[id]/[file]/route.ts"),
    paths: [`/api/reports/${UNKNOWN}/report.json`, `/api/reports/${UNKNOWN}/report.pdf`],
  },
  "verify/[digest]": {
    load: () => import("./verify/[digest]/route.ts"),
    paths: [`/api/verify/${"0".repeat(64)}`, "/api/verify/none"],
  },
  "v1/[...path]": {
    load: () => import("./v1/[...path]/route.ts"),
    paths: REST_ROUTES.filter(({ method }) => method === "GET").map(
      ({ path }) => `/api/v1${path.replace("{id}", UNKNOWN)}`,
    ),
  },
  "v1/openapi.json": { load: () => import("./v1/openapi.json/route.ts"), paths: ["/api/v1/openapi.json"] },
  mcp: { load: () => import("./mcp/route.ts"), paths: ["/api/mcp"] },
  "trpc/[trpc]": {
    load: () => import("./trpc/[trpc]/route.ts"),
    paths: Object.keys(appRouter._def.procedures).map((name) => `/api/trpc/${name}`),
  },
};

function routesWithGet(): string[] {
  const files = readdirSync(import.meta.dirname, { recursive: true, encoding: "utf8" });
  return files
    .filter((file) => file.endsWith("/route.ts") && !/^(cron|heartbeat)\//.test(file))
    .filter((file) => /\bGET\b/.test(readFileSync(join(import.meta.dirname, file), "utf8")))
    .map((file) => file.replace("/route.ts", ""));
}

/** A fingerprint of every table but those. */
async function readTables(): Promise<Record<string, string>> {
  const { pool } = dashboard.database;
  const { rows } = await pool.query<{ name: string }>(
    "SELECT tablename AS name FROM pg_tables WHERE schemaname = 'public' AND tablename <> ALL($1) ORDER BY 1",
    [TRACES],
  );
  const found: Record<string, string> = {};
  for (const { name } of rows) {
    const { rows: hashes } = await pool.query<{ hash: string }>(
      `SELECT md5(coalesce(string_agg(r::text, '|' ORDER BY r::text), '')) AS hash FROM "${name}" r`,
    );
    found[name] = hashes[0]?.hash ?? "";
  }
  return found;
}

/** next-auth asks Next for what the request carries, and Next knows it only while it serves. */
let served: NextRequest;
const nextHeaders: { cookies: () => Promise<unknown>; headers: () => Promise<unknown> } = createRequire(
  import.meta.url,
)("next/headers");
vi.spyOn(nextHeaders, "cookies").mockImplementation(async () => served.cookies);
vi.spyOn(nextHeaders, "headers").mockImplementation(async () => served.headers);

function ask(path: string, headers: Record<string, string> = {}): NextRequest {
  served = new NextRequest(`${APP_URL}${path.replace(":id", monitorId)}`, {
    headers: { cookie, "user-agent": "Test", ...headers },
  });
  return served;
}

async function answer(route: string, request: NextRequest): Promise<Response> {
  const handler = (await ROUTES[route]?.load())?.GET;
  if (typeof handler !== "function") throw new Error(`${route} does not answer GET.`);
  const path = new URL(request.url).pathname;
  const nextauth = path.replace("/api/auth/", "").split("/");
  const file = path.replace(/^\/api\/(agent|cli)\//, "");
  const params = {
    id: monitorId,
    artifactId: UNKNOWN,
    nextauth,
    file,
    kind: "logo",
    digest: path.split("/").at(-1),
  };
  return handler(request, { params: Promise.resolve(params) });
}

test("every route that answers GET is asked here", () => {
  expect(routesWithGet().sort()).toEqual(Object.keys(ROUTES).sort());
});

describe.each(Object.entries(ROUTES))("GET of %s", (route, { paths }) => {
  test("changes nothing in the database", async () => {
    const before = await readTables();
    for (const path of paths) {
      const response = await answer(route, ask(path));
      await response.text();
      expect([path, response.status]).not.toEqual([path, 500]);
    }
    expect(await readTables()).toEqual(before);
  });

  test("lets no other site read the answer", async () => {
    for (const path of paths.slice(0, 3)) {
      const response = await answer(route, ask(path, { origin: "https://evil.example" }));
      await response.text();
      const cors = [...response.headers.keys()].filter((name) => name.startsWith("access-control-"));
      expect([path, cors]).toEqual([path, []]);
    }
  });
});

test("no mutation can be asked for by GET, nor under another method's name", async () => {
  const procedures = appRouter._def.procedures as unknown as Record<string, { _def: { type: string } }>;
  const mutations = Object.entries(procedures).filter(([, { _def }]) => _def.type === "mutation");
  expect(mutations.length).toBeGreaterThan(50);
  const input = encodeURIComponent(JSON.stringify({ json: { id: monitorId } }));
  for (const [name] of mutations) {
    for (const path of [
      `/api/trpc/${name}?input=${input}`,
      `/api/trpc/${name}?_method=POST&input=${input}`,
    ]) {
      const response = await answer("trpc/[trpc]", ask(path, { "x-http-method-override": "POST" }));
      expect([name, response.status]).toEqual([name, 405]);
    }
  }
});

const AUTHORIZATIONS = [
  "Bearer %E0%A4%A",
  "Bearer",
  "Bearer ",
  "bearer uptick_x",
  "Bearer uptick_",
  `Bearer uptick_${"A".repeat(40)}`,
  `Bearer uptick_${"A".repeat(10_000)}`,
  "Bearer uptick_%00%00%00%00%00%00%00%00%00%00",
  "Bearer é",
  "Basic !!!",
  "Basic Og==",
  "Digest x=y",
  ",,,",
];
test.each(AUTHORIZATIONS.map((text) => [text.slice(0, 60), text] as const))(
  "the authorization %j is nobody's",
  async (_, authorization) => {
    const headers = { authorization, cookie: "" };
    const response = await answer("trpc/[trpc]", ask("/api/trpc/monitor.counts", headers));
    expect(response.status).toBe(401);
    const file = await answer("monitors/[id]/ticks.csv", ask(`/api/monitors/${UNKNOWN}/ticks.csv`, headers));
    expect(file.status).toBe(401);
  },
);

const COOKIES = ["%E0%A4%A", "a.b.c", "eyJ.eyJ.x", "", '"', "a".repeat(5_000)];
test.each(COOKIES.map((text) => [text.slice(0, 60), text] as const))(
  "the cookie %j is nobody's",
  async (_, value) => {
    const headers = { cookie: `uptick-session=${value}` };
    const response = await answer("trpc/[trpc]", ask("/api/trpc/monitor.counts", headers));
    expect(response.status).toBe(401);
  },
);
