import { execFile } from "node:child_process";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { hostname, tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { promisify } from "node:util";
import { afterAll, afterEach, beforeAll, expect, test, vi } from "vitest";
import { encodeJobs } from "#contracts/job-entry.ts";
import { checksKey, urgentKey } from "#contracts/stream-keys.ts";
import { answerAgentDownload } from "#server/runtime/agent-package.ts";
import { issueToken, revokeTokens } from "#server/store/region-credential-store.ts";
import { aCheck, aMonitor, aRegion, aWorkspace } from "#testing/builders.ts";
import { createMemoryStream, type MemoryStream } from "#testing/memory-stream.ts";
import { type Child, startChild } from "#testing/rig/child.ts";
import { createTestDatabase, type TestDatabase } from "#testing/test-database.ts";
import { createTestDeps } from "#testing/test-deps.ts";
import { createProbeHandler } from "./probe-handler.ts";

const run = promisify(execFile);
const AGENT = "dist/uptick-agent.mjs";
const WAIT = { timeout: 15_000, interval: 50 };
let database: TestDatabase;
let redis: MemoryStream;
let url = "";
let token = "";
let regionId = 0;
let ahead = 0;
let workspaceId = "";
const closers: (() => Promise<unknown>)[] = [];
const agents: Child[] = [];

beforeAll(async () => {
  await run(process.execPath, ["scripts/bundle.mjs"]);
  database = await createTestDatabase();
  redis = createMemoryStream();
  const deps = createTestDeps(database, redis, 0);
  deps.clock = () => Date.now() + ahead;
  deps.sleep = async (ms) => {
    await sleep(ms);
  };
  workspaceId = await aWorkspace(database.db);
  regionId = await aRegion(database.db, "cellar");
  await database.db.region.update({ where: { id: regionId }, data: { workspaceId, runtime: "agent" } });
  token = await issueToken(database.pool, { id: regionId, code: "cellar" });
  const handle = createProbeHandler(deps);
  url = await serve(async (request) => {
    const answer = await handle(request);
    return { status: answer.status, headers: Object.fromEntries(answer.headers), body: await answer.text() };
  });
  closers.push(() => database.close());
});
afterEach(async () => {
  for (const agent of agents.splice(0)) await agent.stop("SIGKILL");
});
afterAll(async () => {
  for (const close of closers) await close();
});

type Answer = { status: number; headers?: Record<string, string>; body: string };

async function serve(answer: (request: Request) => Promise<Answer>): Promise<string> {
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    const gone = new AbortController();
    response.once("close", () => gone.abort());
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.once("end", async () => {
      const method = request.method ?? "GET";
      const body = method === "POST" ? { body: Buffer.concat(chunks) } : {};
      const headers = request.headers as Record<string, string>;
      const asked = new Request(`http://localhost${request.url}`, {
        method,
        headers,
        signal: gone.signal,
        ...body,
      });
      const { status, headers: sent = {}, body: text } = await answer(asked);
      response.writeHead(status, sent).end(text);
    });
  });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  closers.push(() => {
    server.closeAllConnections();
    return new Promise((done) => server.close(done));
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

function startAgent(args: string[] = [], env: Record<string, string> = {}): Child {
  const child = startChild({
    file: process.execPath,
    args: [AGENT, ...args],
    env: { UPTICK_APP_URL: url, UPTICK_AGENT_TOKEN: token, ...env },
  });
  agents.push(child);
  return child;
}

const isStarted = (line: string) => (line.includes("probe started") ? true : null);

test("an agent with nothing but an address and a token checks its own network, and drains when it is stopped", async () => {
  let asked = 0;
  const target = await serve(async () => {
    asked += 1;
    await sleep(asked === 2 ? 1500 : 0);
    return { status: 200, body: "fine" };
  });
  const monitor = await aMonitor(database.db, {
    workspaceId,
    regionIds: [regionId],
    fromMs: Date.now() - 1000,
  });
  await database.db.monitor.update({
    where: { id: monitor.id },
    data: { check: aCheck({ url: `${target}/` }) },
  });
  const agent = startAgent();
  await agent.firstLine(isStarted);
  await vi.waitFor(async () => expect(await probes()).toMatchObject([{ instance: hostname() }]), WAIT);

  const job = (origin: "first" | "manual") =>
    encodeJobs([{ monitorId: monitor.id, configVersion: 1, scheduledAt: Date.now(), origin }]);
  // The agent's first read made the group; its next one waits at the app.
  await vi.waitFor(async () => {
    expect((await redis.describe(checksKey("cellar"), "probes")).lag).toBe(0);
  }, WAIT);
  await sleep(500);
  const addedAt = Date.now();
  await redis.add(urgentKey("cellar"), job("first"));
  await vi.waitFor(() => expect(asked).toBe(1), { timeout: 5000, interval: 5 });
  expect(Date.now() - addedAt).toBeLessThan(4_000);
  await vi.waitFor(async () => expect(await ticks()).toEqual([{ outcome: 0, region_id: regionId }]), WAIT);

  await redis.add(urgentKey("cellar"), job("manual"));
  await vi.waitFor(() => expect(asked).toBe(2), WAIT);
  await agent.stop("SIGTERM");
  expect(await agent.exitCode()).toBe(0);
  expect(await ticks()).toHaveLength(2);
  expect(await redis.describe(urgentKey("cellar"), "probes")).toMatchObject({ length: 0, pending: 0 });
});

test("two agents on one machine have two names", async () => {
  const [one, two] = [startAgent(), startAgent()];
  await Promise.all([one.firstLine(isStarted), two.firstLine(isStarted)]);
  const names = (await probes()).map(({ instance }) => instance);
  expect(names).toEqual([hostname(), `${hostname()}-2`]);
});

test("--check says what can be checked from here", async () => {
  const { stdout } = await run(process.execPath, [AGENT, "--check", "--url", url, "--token", token]);
  expect(stdout).toContain("region cellar");
  expect(stdout).toContain("Jobs can be fetched.");
  expect(stdout).toMatch(/Can be checked from here: .*http/);
});

test.each<{ name: string; args: string[]; env: Record<string, string>; code: number }>([
  {
    name: "a token that is refused",
    args: ["--check"],
    env: { UPTICK_AGENT_TOKEN: "upr_cellar_wrong-wrong" },
    code: 1,
  },
  { name: "an app that is not there", args: ["--check", "--url", "http://127.0.0.1:7"], env: {}, code: 3 },
  { name: "a setting that is missing", args: [], env: { UPTICK_AGENT_TOKEN: "" }, code: 1 },
  { name: "a flag that there is not", args: ["--wat"], env: {}, code: 2 },
])("$name ends it with $code", async ({ args, env, code }) => {
  expect(await startAgent(args, env).exitCode()).toBe(code);
});

test("it runs from standard input, as curl hands it over", async () => {
  const script = `cat ${AGENT} | ${process.execPath} --input-type=module - --check --url ${url} --token ${token}`;
  const { stdout } = await run("sh", ["-c", script]);
  expect(stdout).toContain("region cellar");
});

test("the package that npx fetches holds the same file under its name", async () => {
  const folder = await mkdtemp(join(tmpdir(), "uptick-agent-"));
  const answer = await fetchFile("uptick-agent.tgz");
  const child = run("tar", ["-xz", "-C", folder]);
  child.child.stdin?.end(Buffer.from(await answer.arrayBuffer()));
  await child;
  const manifest = JSON.parse(await readFile(join(folder, "package/package.json"), "utf8"));
  expect(manifest).toMatchObject({ name: "uptick-agent", bin: { "uptick-agent": "uptick-agent.mjs" } });
  const packed = await readFile(join(folder, "package/uptick-agent.mjs"));
  expect(packed.equals(await readFile(AGENT))).toBe(true);
  await rm(folder, { recursive: true });
});

const fetchFile = (file: string, headers: Record<string, string> = {}) =>
  answerAgentDownload(new Request(`http://localhost/api/agent/${file}`, { headers }), file);

test("the file is sent once to whoever has it already, and no other file is", async () => {
  const first = await fetchFile("uptick-agent.mjs");
  expect(first.headers.get("content-type")).toBe("text/javascript");
  expect(Buffer.from(await first.arrayBuffer()).equals(await readFile(AGENT))).toBe(true);
  const etag = first.headers.get("etag") ?? "";
  expect((await fetchFile("uptick-agent.mjs", { "if-none-match": etag })).status).toBe(304);
  expect((await fetchFile("..%2fpackage.json")).status).toBe(404);
});

test("an agent whose token was replaced ends within a beat, and says so", async () => {
  const agent = startAgent();
  await agent.firstLine(isStarted);
  await revokeTokens(database.pool, regionId);
  // The app remembers a token for half a minute.
  ahead += 31_000;
  expect(await agent.exitCode()).toBe(1);
  expect(agent.tail()).toContain("refuses UPTICK_PROBE_TOKEN");
});

async function probes(): Promise<{ instance: string }[]> {
  return (await database.pool.query("SELECT instance FROM probe_instance ORDER BY instance")).rows;
}

async function ticks(): Promise<unknown[]> {
  return (await database.pool.query("SELECT outcome, region_id FROM tick ORDER BY scheduled_at")).rows;
}
