import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { gzipSync } from "node:zlib";
import { EdgeRuntime } from "edge-runtime";
import { build } from "esbuild";
import { afterAll, afterEach, beforeAll, expect, test, vi } from "vitest";
import { encodeJobs } from "#contracts/job-entry.ts";
import { checksKey, PROBE_GROUP, urgentKey } from "#contracts/stream-keys.ts";
import { type Bridge, startBridge } from "#scripts/bridge/bridge-server.ts";
import { createMemoryEngine } from "#scripts/bridge/memory-engine.ts";
import { createUpstashStream } from "#transport/upstash-stream.ts";
import { type FakeApp, startFakeApp } from "../testing/fake-app.ts";
import { aConfig, aJob } from "../testing/probe-rig.ts";

const SECRET = "a-cron-secret-for-tests";
const TOKEN = "upr_iad1_0123456789012345678901234567890123456789012";
/** RE2 and JSONPath, which assertions need, are more than half of it. */
const BUDGET_BYTES = 130_000;
const ENTRY = `
  import { createEdgeProbe } from "./probes/platform/vercel-edge.ts";
  const probe = createEdgeProbe({ region: "iad1", runMs: 2500 });
  addEventListener("fetch", (event) => event.respondWith(probe(event.request)));
`;
let code = "";
let app: FakeApp;
let bridge: Bridge;
const closers: (() => Promise<unknown>)[] = [];

beforeAll(async () => {
  code = await bundle(ENTRY);
});

async function bundle(contents: string): Promise<string> {
  const { outputFiles } = await build({
    stdin: { contents, resolveDir: process.cwd(), loader: "ts" },
    bundle: true,
    minify: true,
    write: false,
    platform: "neutral",
    format: "iife",
    mainFields: ["module", "main"],
    conditions: ["edge-light", "worker"],
  });
  return outputFiles[0]?.text ?? "";
}

async function startWorld(): Promise<void> {
  app = await startFakeApp("iad1", TOKEN);
  bridge = await startBridge(
    createMemoryEngine(() => Date.now()),
    { token: "redis-token", port: 0 },
  );
  closers.push(
    () => app.close(),
    () => bridge.close(),
  );
}

afterEach(async () => {
  for (const close of closers.splice(0)) await close();
});

afterAll(() => {
  code = "";
});

/** The environment is all that is added to the sandbox: no Buffer, no require, no process of Node's. */
function startEdge(env: Record<string, string>): EdgeRuntime {
  return new EdgeRuntime({
    initialCode: code,
    extend: (context) => Object.assign(context, { process: { env } }),
  });
}

function completeEnv(): Record<string, string> {
  return {
    CRON_SECRET: SECRET,
    NEXTAUTH_URL: app.url,
    UPTICK_PROBE_TOKEN_IAD1: TOKEN,
    UPSTASH_REDIS_REST_URL: bridge.url,
    UPSTASH_REDIS_REST_TOKEN: "redis-token",
  };
}

function poke(edge: EdgeRuntime, secret = SECRET): Promise<Response> {
  return edge.dispatchFetch("http://edge.example/api/probe/iad1", {
    method: "POST",
    headers: { authorization: `Bearer ${secret}` },
  });
}

async function closedUrl(): Promise<string> {
  const server = createServer();
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  const { port } = server.address() as AddressInfo;
  await new Promise((done) => server.close(done));
  return `http://127.0.0.1:${port}/`;
}

test(`every region's bundle is at most ${BUDGET_BYTES / 1000} kB gzipped`, async () => {
  for (const region of ["iad1", "fra1", "sin1"]) {
    const text = await bundle(`export { ${region} } from "./probes/regions/${region}.ts";
      import { ${region} } from "./probes/regions/${region}.ts"; globalThis.probe = ${region};`);
    expect(text.length).toBeGreaterThan(10_000);
    expect(gzipSync(text, { level: 9 }).length).toBeLessThanOrEqual(BUDGET_BYTES);
  }
});

test("inside an edge runtime one call checks a real target, reports it and acknowledges", async () => {
  await startWorld();
  const target = createServer((request, response) => {
    if (request.url === "/moved") response.writeHead(302, { location: "/" }).end();
    else response.end("all is well");
  });
  await new Promise<void>((done) => target.listen(0, "127.0.0.1", done));
  closers.push(() => new Promise((done) => target.close(done)));
  const { port } = target.address() as AddressInfo;
  const base = aConfig(1).check;
  app.configs.set(
    1,
    aConfig(1, {
      check: { ...base, url: `http://127.0.0.1:${port}/moved`, keyword: { mode: "present", text: "well" } },
    }),
  );
  app.configs.set(2, aConfig(2, { check: { ...base, url: await closedUrl() } }));
  const stream = createUpstashStream({ url: bridge.url, token: "redis-token" });
  await stream.ensureGroup(urgentKey("iad1"), PROBE_GROUP);
  await stream.ensureGroup(checksKey("iad1"), PROBE_GROUP);
  const now = Date.now();
  await stream.add(
    urgentKey("iad1"),
    encodeJobs([aJob(1, now, { origin: "first" }), aJob(2, now, { origin: "first" })]),
  );

  const response = await poke(startEdge(completeEnv()));
  expect(response.status).toBe(200);
  const lines = (await response.text()).trim().split("\n");
  expect(lines.length).toBeGreaterThan(2);
  expect(lines.at(-1)).toContain('"state":"done"');

  const ticks = app.reports.flatMap((report) => report.ticks);
  expect(ticks.toSorted((a, b) => a.monitorId - b.monitorId)).toMatchObject([
    { monitorId: 1, outcome: "ok", status: 200, dnsUs: null, connectUs: null, transferUs: null, bytes: 11 },
    { monitorId: 2, outcome: "refused", status: null },
  ]);
  expect(await stream.describe(urgentKey("iad1"), PROBE_GROUP)).toMatchObject({ length: 0, pending: 0 });
  expect(app.hellos[0]).toMatchObject({ instance: "edge-iad1", runtime: "edge" });
});

test("a second call while the first one runs leaves at once, and a later one takes over", async () => {
  await startWorld();
  const edge = startEdge(completeEnv());
  const first = await poke(edge);
  expect(first.status).toBe(200);
  expect((await poke(edge)).status).toBe(202);
  await first.text();
  await vi.waitFor(async () => expect((await poke(edge)).status).toBe(200), {
    timeout: 12_000,
    interval: 300,
  });
  expect(app.hellos).toHaveLength(2);
});

test.each([
  { name: "without CRON_SECRET it is closed", drop: "CRON_SECRET", secret: SECRET, status: 503 },
  {
    name: "without its region's token it says so",
    drop: "UPTICK_PROBE_TOKEN_IAD1",
    secret: SECRET,
    status: 503,
  },
  { name: "with a wrong secret it is closed", drop: "", secret: "wrong", status: 401 },
  { name: "with an empty secret it is closed", drop: "", secret: "", status: 401 },
])("$name", async ({ drop, secret, status }) => {
  await startWorld();
  const env = Object.fromEntries(Object.entries(completeEnv()).filter(([name]) => name !== drop));
  expect((await poke(startEdge(env), secret)).status).toBe(status);
  expect(app.hellos).toEqual([]);
});

test("a token of another region is refused", async () => {
  await startWorld();
  const other = await startFakeApp("fra1", TOKEN);
  closers.push(() => other.close());
  expect((await poke(startEdge({ ...completeEnv(), NEXTAUTH_URL: other.url }))).status).toBe(503);
});

test("vercel.json places every region's function and no other", () => {
  const { functions } = JSON.parse(readFileSync("vercel.json", "utf8")) as {
    functions: Record<string, { regions?: string[] }>;
  };
  const placed = Object.entries(functions).filter(([path]) => path.startsWith("src/app/api/probe/"));
  expect(placed.map(([path, { regions }]) => [path, regions])).toEqual(
    ["iad1", "fra1", "sin1"].map((region) => [`src/app/api/probe/${region}/route.ts`, [region]]),
  );
});
