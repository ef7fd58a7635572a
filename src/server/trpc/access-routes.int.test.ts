import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import {
  type AccessWorld,
  CRON_SECRET,
  createAccessWorld,
  type Principal,
} from "#testing/access/principals.ts";
import { createProbeHandler } from "./probe-handler.ts";

const stage = vi.hoisted(() => ({
  deps: undefined as unknown,
  cronSecret: undefined as string | undefined,
}));
const reached = () => {
  throw new Error("the stage ran");
};
vi.mock("#env", () => ({
  env: () => ({ CRON_SECRET: stage.cronSecret, UPTICK_METRICS_TOKEN: "a token of Prometheus" }),
}));
vi.mock("#server/trpc/app-deps.ts", () => ({ appDeps: () => stage.deps }));
vi.mock("#server/runtime/deps.ts", () => ({ serverDeps: () => reached() }));

type Handler = (request: Request, context: { params: Promise<Record<string, string>> }) => Promise<Response>;
type Route = Partial<Record<"GET" | "POST", Handler>>;
const FILES = import.meta.glob<Route>("../../app/**/route.ts");
const PROBE_REGIONS = ["iad1", "fra1", "sin1"];
const CRON = ["notify", "sweep", "rollup", "clock", "schedule", "status"];

/** `open`: the right to call is in the address or the body, or nobody needs one. */
type RouteRow = {
  method: "GET" | "POST";
  who:
    | "cron"
    | "probe"
    | "prometheus"
    | "viewer"
    | "person"
    | "admin"
    | "reader"
    | "colleague"
    | "subscribers"
    | "program"
    | "model"
    | "open";
};
const ROUTES: Record<string, RouteRow> = {
  ...Object.fromEntries(CRON.map((name) => [`api/cron/${name}`, { method: "GET", who: "cron" } as const])),
  ...Object.fromEntries(
    PROBE_REGIONS.map((code) => [`api/probe/${code}`, { method: "POST", who: "cron" } as const]),
  ),
  "api/probe-rpc/[trpc]": { method: "POST", who: "probe" },
  "api/trpc/[trpc]": { method: "GET", who: "reader" },
  "api/v1/[...path]": { method: "GET", who: "program" },
  // It says what there is, and nothing of anybody.
  "api/v1/openapi.json": { method: "GET", who: "open" },
  "api/mcp": { method: "POST", who: "model" },
  "api/monitors/[id]/ticks.csv": { method: "GET", who: "reader" },
  "api/monitors/[id]/latency.csv": { method: "GET", who: "reader" },
  "api/monitors/[id]/artifacts/[artifactId]": { method: "GET", who: "reader" },
  "api/status-pages/[id]/assets/[kind]": { method: "GET", who: "colleague" },
  "api/status-pages/[id]/subscribers": { method: "GET", who: "subscribers" },
  "api/reports/[id]/[file]": { method: "GET", who: "reader" },
  // Whoever asks has the digest already.
  "api/verify/[digest]": { method: "GET", who: "open" },
  "api/account/export": { method: "GET", who: "person" },
  "api/workspace/export": { method: "POST", who: "admin" },
  "api/audit-log/export": { method: "POST", who: "admin" },
  "api/auth/[...nextauth]": { method: "GET", who: "open" },
  "api/sign-in/link": { method: "POST", who: "open" },
  "api/sign-in/passkey": { method: "POST", who: "open" },
  "api/sign-in/second-factor": { method: "POST", who: "open" },
  "api/health/live": { method: "GET", who: "open" },
  "api/health/ready": { method: "GET", who: "open" },
  "api/version": { method: "GET", who: "open" },
  "api/metrics": { method: "GET", who: "prometheus" },
  "api/workspace/metrics": { method: "GET", who: "viewer" },
  "api/maintenance-hook/[token]/[verb]": { method: "POST", who: "open" },
  "api/hooks/[token]": { method: "POST", who: "open" },
  "api/heartbeat/[token]/[[...rest]]": { method: "GET", who: "open" },
  // A program that holds nothing secret; it needs a token of a private location to do anything.
  "api/agent/[file]": { method: "GET", who: "open" },
  // A program that holds nothing secret; it needs an API key to do anything.
  "api/cli/[file]": { method: "GET", who: "open" },
  // A worker for the browser, the same for everybody.
  "api/import-reader": { method: "GET", who: "open" },
  "status/[slug]": { method: "GET", who: "open" },
  "status/[slug]/[...rest]": { method: "GET", who: "open" },
  ...Object.fromEntries(
    [
      "asset/[name]",
      "badge/[...parts]",
      "enter",
      "history/[month]",
      "posts/[id]",
      "robots.txt",
      "sitemap.xml",
      "status.json",
      "embed",
      "feed.rss",
      "feed.atom",
      "feed.json",
      "calendar.ics",
      "subscribe",
      "confirm/[token]",
      "manage/[token]",
      "preview",
      "og.png",
    ].map((part) => [`status/[slug]/${part}`, { method: "GET", who: "open" } as const]),
  ),
  "status/[slug]/unsubscribe/[token]": { method: "POST", who: "open" },
  "api/digest/off/[token]": { method: "POST", who: "open" },
  "acknowledge/[token]/confirm": { method: "POST", who: "open" },
};
const CLOSED = Object.keys(ROUTES).filter((path) => ROUTES[path]?.who !== "open");

const ARTIFACT = "01900000-0000-7000-8000-00000000f11e";
let world: AccessWorld;
beforeAll(async () => {
  world = await createAccessWorld();
  await saveScreenshot();
  stage.deps = world.dashboard.deps;
  stage.cronSecret = CRON_SECRET;
  vi.stubEnv("CRON_SECRET", CRON_SECRET);
  vi.stubEnv("UPSTASH_REDIS_REST_URL", "http://127.0.0.1:9");
  vi.stubEnv("UPSTASH_REDIS_REST_TOKEN", "none");
  vi.stubEnv("NEXTAUTH_URL", "http://localhost:3000");
  for (const code of PROBE_REGIONS) vi.stubEnv(`UPTICK_PROBE_TOKEN_${code.toUpperCase()}`, "x".repeat(40));
});
afterAll(async () => {
  vi.unstubAllEnvs();
  await world.dashboard.close();
});

async function saveScreenshot() {
  const { db } = world.dashboard.deps;
  const { id: monitorId } = await db.monitor.findUniqueOrThrow({ where: { publicId: world.ids.monitor } });
  const at = new Date();
  const file = { kind: "screenshot", contentType: "image/png", bytes: Buffer.from("PNG") };
  await db.artifact.create({
    data: { id: ARTIFACT, monitorId, regionId: 1, scheduledAt: at, createdAt: at, ...file },
  });
}

type Sent = { headers?: Record<string, string>; query?: string };

/** The file's own handler, as it stands behind whatever a proxy does: no proxy has seen the request. */
async function send(path: string, { headers = {}, query = "" }: Sent) {
  const { method } = ROUTES[path] as RouteRow;
  const params = {
    id: world.ids.monitor,
    artifactId: ARTIFACT,
    trpc: "monitor.get",
    token: "none",
    verb: "start",
    kind: "logo",
    file: "report.json",
    digest: "0".repeat(64),
    ...(path.startsWith("api/reports") && { id: world.ids.report }),
    ...(path.includes("status-pages") && { id: world.ids["status page"] }),
  };
  const trpc = path.startsWith("api/probe-rpc") ? "probe.beat" : "monitor.get";
  const filled = path
    .replace("[trpc]", trpc)
    .replace("[...path]", `monitors/${world.ids.monitor}`)
    .replace(/\[(\w+)\]/g, (_, name: keyof typeof params) => params[name]);
  const input = path.startsWith("api/trpc") ? `?input=${encodeURIComponent(trpcInput())}` : query;
  const url = `http://localhost:3000/${filled}${input}`;
  const body = method === "POST" ? "{}" : null;
  const request = new Request(url, {
    method,
    headers: { "content-type": "application/json", ...headers },
    body,
  });
  const handle = path.startsWith("api/probe-rpc")
    ? createProbeHandler(probeDeps())
    : (await FILES[`../../app/${path}/route.ts`]?.())?.[method];
  const response = await handle?.(request, { params: Promise.resolve(params) }).catch((error: unknown) => {
    if (error instanceof Error && error.message === "the stage ran")
      return new Response(null, { status: 299 });
    throw error;
  });
  return { status: response?.status ?? 0, text: (await response?.text()) ?? "" };
}

function trpcInput(): string {
  return JSON.stringify({ json: { id: world.ids.monitor } });
}

function probeDeps() {
  const { sql, log } = world.dashboard.deps;
  return { pool: sql, log, clock: () => Date.now() } as unknown as Parameters<typeof createProbeHandler>[0];
}

const PASSED = expect.toSatisfy((status: number) => ![0, 401, 403, 404].includes(status), "let in");

type Expected = (who: Principal) => unknown;
const SIGNED_IN: Expected = ({ standing }) => (standing.kind === "key" ? 401 : PASSED);
const ADMINS: Expected = ({ standing }) => {
  if (standing.kind === "outsider") return 401;
  return standing.kind === "member" && ["admin", "owner"].includes(standing.role) ? PASSED : 403;
};
const READERS: Expected = ({ standing, sees }) => {
  if (standing.kind === "outsider") return 403;
  return sees ? PASSED : 404;
};
/** What all of the workspace sees, whatever their tags. */
const COLLEAGUES: Expected = (who) => {
  const isTagged = who.standing.kind === "member" && who.standing.tagged;
  return READERS(isTagged ? { ...who, sees: true } : who);
};
/** Addresses of strangers are for who looks after the page. */
const SUBSCRIBERS: Expected = (who) => {
  const isViewer = who.standing.kind === "member" && who.standing.role === "viewer";
  return isViewer || who.name === "reading key" ? 403 : COLLEAGUES(who);
};
/** Each sees what is theirs. */
const VIEWERS: Expected = ({ standing }) => (standing.kind === "outsider" ? 403 : PASSED);
/** Keys alone, whatever else somebody is signed in as. */
const PROGRAMS: Expected = ({ standing, sees }) => {
  if (standing.kind !== "key") return 401;
  return sees ? PASSED : 404;
};
const MODELS: Expected = ({ standing }) => (standing.kind === "key" ? PASSED : 401);
const BY_SESSION: Record<string, Expected> = {
  program: PROGRAMS,
  model: MODELS,
  viewer: VIEWERS,
  person: SIGNED_IN,
  admin: ADMINS,
  reader: READERS,
  colleague: COLLEAGUES,
  subscribers: SUBSCRIBERS,
};

function expected({ who }: RouteRow, principal: Principal): unknown {
  if (who === "cron") return principal.name === "cron secret" ? PASSED : 401;
  if (who === "prometheus") return 401;
  if (who === "probe") return principal.name === "probe credential" ? PASSED : 401;
  return principal.standing.kind === "nobody" ? 401 : BY_SESSION[who]?.(principal);
}

test("every route handler has a row in the table", () => {
  const paths = Object.keys(FILES).map((file) => file.replace("../../app/", "").replace("/route.ts", ""));
  expect(Object.keys(ROUTES).sort()).toEqual(paths.sort());
});

describe.each(CLOSED)("%s", (path) => {
  const row = ROUTES[path] as RouteRow;

  test("answers whom the table names and nobody else", async () => {
    for (const who of world.principals) {
      const { status, text } = await send(path, { headers: who.headers });
      expect({ who: who.name, status, text }).toEqual({
        who: who.name,
        status: expected(row, who),
        text: expect.anything(),
      });
    }
  });

  test("no header that a framework or a proxy believes in opens it", async () => {
    for (const name of ["visitor", "restricted viewer"]) {
      const who = world.principals.find((principal) => principal.name === name) as Principal;
      const plain = mask(await send(path, { headers: who.headers }));
      for (const [header, value] of BELIEVED) {
        const answer = mask(await send(path, { headers: { ...who.headers, [header]: value } }));
        expect({ name, header, answer }).toEqual({ name, header, answer: plain });
      }
    }
  });
});

const BELIEVED: [string, string][] = [
  ["x-middleware-subrequest", "src/proxy:src/proxy:src/proxy:src/proxy:src/proxy"],
  ["x-middleware-rewrite", "/monitors"],
  ["x-middleware-next", "1"],
  ["x-invoke-path", "/api/health/live"],
  ["rsc", "1"],
  ["next-router-prefetch", "1"],
  ["next-action", "0".repeat(40)],
  ["is-multi-tenant-query", "1"],
  ["x-forwarded-host", "evil.example"],
  ["x-original-url", "/api/health/live"],
  ["x-http-method-override", "GET"],
];

/** A request's number and its time differ each time. */
function mask({ status, text }: { status: number; text: string }) {
  return { status, text: text.replace(/[0-9a-f]{8}-[0-9a-f-]{27}|[\d-]{10}T[\d:.]+Z/g, "…") };
}

describe.each(CRON.map((name) => `api/cron/${name}`))("%s", (path) => {
  test.each<Sent>([
    {},
    { headers: { authorization: "Bearer undefined" } },
    { headers: { authorization: "Bearer null" } },
    { headers: { authorization: "Bearer" } },
    { headers: { authorization: `bearer ${CRON_SECRET}` } },
    { headers: { authorization: CRON_SECRET } },
    { query: `?secret=${CRON_SECRET}` },
    { query: `?token=${CRON_SECRET}&authorization=Bearer%20${CRON_SECRET}` },
  ])("is closed to %j", async (sent) => {
    expect((await send(path, sent)).status).toBe(401);
  });

  test("is closed to everybody while there is no secret", async () => {
    stage.cronSecret = undefined;
    const answers = await Promise.all(
      ["Bearer undefined", "Bearer ", `Bearer ${CRON_SECRET}`].map((authorization) =>
        send(path, { headers: { authorization } }),
      ),
    );
    stage.cronSecret = CRON_SECRET;
    expect(answers.map(({ status }) => status)).toEqual([503, 503, 503]);
  });
});

test("a form of another site exports nothing, whatever host it claims to be forwarded for", async () => {
  const admin = world.principals.find(({ name }) => name === "admin") as Principal;
  for (const path of ["api/workspace/export", "api/audit-log/export"]) {
    const forged = { origin: "https://evil.example", "x-forwarded-host": "evil.example" };
    expect((await send(path, { headers: { ...admin.headers, ...forged } })).status).toBe(403);
  }
});
