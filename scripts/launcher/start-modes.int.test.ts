import { createHash, randomBytes } from "node:crypto";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { Client } from "pg";
import { afterEach, beforeEach, expect, test } from "vitest";
import { startRedisServer } from "#testing/redis-server.ts";
import { type Child, startChild } from "#testing/rig/child.ts";
import { findFreePorts } from "#testing/rig/find-free-ports.ts";
import { listKnown, listTree } from "#testing/rig/process-tree.ts";
import { plainCheck, seedMonitors } from "#testing/rig/seed-monitors.ts";
import { waitUntil } from "#testing/rig/wait-until.ts";
import { runSql } from "./postgres-query.ts";
import { type Runtime, readRuntime } from "./runtime-file.ts";

/** Without a build of the app, the first of these starts makes one. */
const START_MS = 300_000;
const FIRST_TICK_MS = 30_000;
const UNSET = ["DATABASE_URL", "REDIS_URL", "UPSTASH_REDIS_REST_URL", "UPSTASH_REDIS_REST_TOKEN"];

let folder: string;
let data: string;
let target: string;
const closers: (() => Promise<unknown>)[] = [];

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "uptick-modes-"));
  data = join(folder, "data");
  closers.push(() => rm(folder, { recursive: true, force: true }));
  const server = createServer((_, response) => response.end("fine"));
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  closers.push(() => new Promise((done) => server.close(done)));
  target = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
});
afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close();
});

async function start(env: Record<string, string>): Promise<{ launcher: Child; runtime: Runtime }> {
  const [port = 0] = await findFreePorts(1);
  const launcher = startChild({
    file: process.execPath,
    args: ["scripts/up.mjs"],
    env: {
      ...Object.fromEntries(
        [...UNSET, "NEXTAUTH_URL", "NEXTAUTH_SECRET", "CRON_SECRET"].map((name) => [name, ""]),
      ),
      PORT: String(port),
      HOST: "127.0.0.1",
      UPTICK_DATA: data,
      UPTICK_REGIONS: "local-1",
      LOG_LEVEL: "warn",
      ...env,
    },
  });
  closers.push(() => launcher.stop());
  await launcher.firstLine((line) => (line.startsWith("Ready in ") ? line : null));
  const runtime = readRuntime(data);
  if (runtime === null) throw new Error(`Ready, but without runtime.json:\n${launcher.tail()}`);
  return { launcher, runtime };
}

async function watch(runtime: Runtime, region: string): Promise<() => Promise<Record<string, unknown>>> {
  const db = new Client({ connectionString: runtime.databaseUrl });
  // A database that is killed with the others ends its connections.
  db.on("error", () => undefined);
  await db.connect();
  closers.push(() => db.end());
  const [monitorId] = await seedMonitors(db, {
    count: 1,
    intervalMs: 10_000,
    regions: [region],
    checkOf: () => plainCheck(target),
  });
  const look = async () =>
    (
      await db.query(
        `SELECT outcome, status, dns_us, connect_us, tls_us, ttfb_us IS NOT NULL AS has_ttfb, transfer_us
         FROM tick WHERE monitor_id = $1`,
        [monitorId],
      )
    ).rows;
  return async () => {
    const within = { timeoutMs: FIRST_TICK_MS, what: `a tick of region ${region}` };
    const [tick] = await waitUntil(look, (rows) => rows.length > 0, within);
    return tick;
  };
}

const isNumber = expect.any(Number);
const measured = { outcome: 0, status: 200, connect_us: isNumber, transfer_us: isNumber };

test("without any Redis the product runs, with its edge routes, and a second Ctrl-C ends it at once", {
  timeout: START_MS + 60_000,
}, async () => {
  const token = `upr_iad1_${randomBytes(32).toString("base64url")}`;
  const { launcher, runtime } = await start({ UPTICK_STREAM: "memory", UPTICK_PROBE_TOKEN_IAD1: token });
  expect(runtime).toMatchObject({ stream: "memory", redisUrl: null });
  expect(Object.keys(runtime.processes)).not.toContain("redis");
  const firstTick = await watch(runtime, "local-1");

  await addRegion(runtime, token);
  const firstEdgeTick = await watch(runtime, "iad1");
  const { cronSecret } = JSON.parse(readFileSync(join(data, "secrets.json"), "utf8"));
  expect((await poke(runtime, "wrong")).status).toBe(401);
  const running = await poke(runtime, cronSecret);
  expect(running.status).toBe(200);
  expect(await firstTick()).toMatchObject(measured);
  expect(await firstEdgeTick()).toEqual({
    outcome: 0,
    status: 200,
    dns_us: null,
    connect_us: null,
    tls_us: null,
    has_ttfb: true,
    transfer_us: null,
  });

  const tree = listTree([launcher.pid]);
  expect(tree.length).toBeGreaterThan(5);
  process.kill(launcher.pid, "SIGINT");
  await launcher.firstLine((line) => (line.startsWith("Stopping") ? line : null));
  await sleep(500);
  process.kill(launcher.pid, "SIGINT");
  expect(await launcher.exitCode()).toBe(130);
  const left = async () => listKnown(tree);
  await waitUntil(left, (pids) => pids.length === 0, { timeoutMs: 2000, what: "every process to be gone" });
});

test("on a database and a Redis that are given, nothing of ours is kept beside them", {
  timeout: START_MS + 60_000,
}, async () => {
  const redis = await startRedisServer();
  closers.push(() => redis.stop());
  const databaseUrl = await createDatabase();
  const { launcher, runtime } = await start({ REDIS_URL: redis.url, DATABASE_URL: databaseUrl });
  expect(runtime).toMatchObject({ stream: "redis", redisUrl: redis.url, databaseUrl });
  expect(Object.keys(runtime.processes).toSorted()).toEqual(["app", "bridge", "cron", "probe-local-1"]);
  expect(readdirSync(data).filter((name) => name === "postgres" || name === "redis")).toEqual([]);
  const firstTick = await watch(runtime, "local-1");
  expect(await firstTick()).toMatchObject(measured);

  process.kill(launcher.pid, "SIGINT");
  await launcher.firstLine((line) => (line.startsWith("Stopping") ? line : null));
  // One Ctrl-C comes from npm, too, where the shell between does not hold it back.
  process.kill(launcher.pid, "SIGINT");
  expect(await launcher.exitCode()).toBe(0);
  expect(existsSync(join(data, "runtime.json"))).toBe(false);
});

async function addRegion(runtime: Runtime, token: string): Promise<void> {
  const hash = createHash("sha256").update(token).digest("hex");
  await runSql(
    runtime.databaseUrl,
    `WITH added AS (INSERT INTO region (code, name, runtime) VALUES ('iad1', 'Washington', 'edge') RETURNING id)
     INSERT INTO region_token (hash, region_id) SELECT $1, id FROM added`,
    [hash],
  );
}

/** The answer goes on for as long as the function runs; its head comes at once. */
function poke(runtime: Runtime, secret: string): Promise<Response> {
  return fetch(`${runtime.appUrl}/api/probe/iad1`, {
    method: "POST",
    headers: { authorization: `Bearer ${secret}` },
  });
}

async function createDatabase(): Promise<string> {
  const admin = process.env.UPTICK_TEST_PG_URL ?? "";
  const name = `modes_${randomBytes(6).toString("hex")}`;
  await runSql(admin, `CREATE DATABASE ${name}`);
  closers.push(() => runSql(admin, `DROP DATABASE ${name} WITH (FORCE)`));
  const url = new URL(admin);
  url.pathname = `/${name}`;
  return url.href;
}
