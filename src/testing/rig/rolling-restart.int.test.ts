import { randomBytes } from "node:crypto";
import { Client } from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import { API_KEY_PREFIX } from "#contracts/api-key.ts";
import { SLOT_DEADLINE_MS } from "#domain/schedule/slots.ts";
import { writeEnvFile } from "#scripts/container/make-env.ts";
import { parseEnvFile } from "#scripts/launcher/env-file.ts";
import { hashApiKey } from "#server/auth/find-key-actor.ts";
import { auditSlots } from "#server/store/audit-store.ts";
import { type RedisServer, startRedisServer } from "#testing/redis-server.ts";
import type { Child } from "./child.ts";
import { type FarTarget, startFarTarget } from "./far-target.ts";
import { findFreePorts } from "./find-free-ports.ts";
import { type Image, openImage } from "./image-rig.ts";
import { type RoundRobin, startRoundRobin } from "./round-robin.ts";
import { plainCheck, seedMonitors } from "./seed-monitors.ts";
import { startVisitors, type Visitors } from "./visitors.ts";
import { waitUntil } from "./wait-until.ts";

/** Three regions and 800 monitors every 20 s are 120 checks a second. A check may be made up to 20 s late. */
const REGIONS = ["eu", "us", "asia"];
const MONITORS = 800;
const INTERVAL_MS = 20_000;
const RESTARTS = 20;
const MOST_DRAIN_MS = 10_000;
const LINGER_MS = 1_000;
const START_MS = 90_000;

type Service = {
  name: string;
  role: string;
  env: Record<string, string>;
  /** Resolves when it does its work. */
  ready: (child: Child) => Promise<unknown>;
};

let image: Image;
let redis: RedisServer;
let target: FarTarget;
let proxy: RoundRobin;
let visitors: Visitors;
let db: Client;
let databaseUrl = "";
let appPorts: number[] = [];
const running = new Map<string, { service: Service; child: Child }>();
const drains: { name: string; ms: number; exitCode: number | null }[] = [];

beforeAll(async () => {
  image = await openImage();
  redis = await startRedisServer();
  target = await startFarTarget();
  databaseUrl = await createDatabase();
  const secrets = parseEnvFile(writeEnvFile(["--regions", REGIONS.join(",")]).text);
  await migrate(secrets.UPTICK_REGION_TOKENS ?? "");
  await startInstallation(secrets);
  db = new Client({ connectionString: databaseUrl });
  await db.connect();
  await seedMonitors(db, {
    count: MONITORS,
    intervalMs: INTERVAL_MS,
    regions: REGIONS,
    checkOf: (id) => plainCheck(target.urlOf(id)),
  });
}, 420_000);

afterAll(async () => {
  await visitors?.stop();
  await db?.end();
  await Promise.all([...running.values()].map(({ child }) => child.stop("SIGKILL")));
  await proxy?.stop();
  await target?.stop();
  await redis?.stop();
  await image?.remove();
}, 60_000);

test("two apps, one probe for each region and the cron bring every monitor up", {
  timeout: 90_000,
}, async () => {
  const up = () => count("SELECT count(*)::int AS n FROM monitor_state WHERE verdict = 'up'");
  await waitUntil(up, (n) => n === MONITORS, { timeoutMs: 75_000, what: "all monitors to be up" });
});

test("everything is restarted, one after the other, twenty times under load", {
  timeout: 300_000,
}, async () => {
  visitors = startVisitors({ url: proxy.url, apiKey: await addApiKey() });
  const others = ["probe-eu", "cron", "probe-us", "probe-asia"];
  // The apps in their turn, and beside them the rest in theirs.
  await Promise.all([
    repeat(RESTARTS, (turn) => restart(turn % 2 === 0 ? "app-1" : "app-2")),
    repeat(RESTARTS, (turn) => restart(others[turn % others.length] ?? "cron")),
  ]);
  await visitors.stop();
  const { asked } = visitors;
  // A kept connection may be closed in the moment in which the proxy uses it again; a proxy that tries the other app hides that.
  const isReset = (text: string) => /ECONNRESET|: 502/.test(text);
  expect([...proxy.failures, ...visitors.problems].filter((text) => !isReset(text))).toEqual([]);
  expect(proxy.failures.length).toBeLessThanOrEqual(RESTARTS);
  expect(asked).toBeGreaterThan(500);
  expect(drains).toHaveLength(2 * RESTARTS);
});

test("whoever was asked to end did so by itself, within ten seconds", () => {
  expect(drains.filter(({ ms }) => ms > MOST_DRAIN_MS)).toEqual([]);
  // 143 is how Next says that it ended by SIGTERM.
  expect(drains.filter(({ exitCode }) => exitCode !== 0 && exitCode !== 143)).toEqual([]);
});

test("both apps have done their share without any stickiness", () => {
  const [first = 0, second = 0] = appPorts.map((port) => proxy.sent.get(port) ?? 0);
  expect(Math.min(first, second)).toBeGreaterThan(0.25 * (first + second));
});

test("a live stream is cut cleanly when its app ends, and the next one is answered", () => {
  expect(visitors.streams.opened).toBeGreaterThan(1);
  expect(visitors.streams.completed).toBe(0);
});

test("no slot was lost and none was stored twice: the audit balances", { timeout: 120_000 }, async () => {
  const { rows } = await db.query<{ atMs: number }>(
    `UPDATE assignment SET until_at = clock_timestamp() RETURNING (extract(epoch FROM until_at) * 1000)::float8 AS "atMs"`,
  );
  const toMs = Math.min(...rows.map(({ atMs }) => atMs));
  const sums = await waitUntil(
    () => auditUntil(toMs),
    ({ expected, ticks }) => ticks === expected,
    { timeoutMs: 40_000, what: "every slot to be a tick" },
  );
  expect(sums).toMatchObject({ gaps: 0, unaccounted: 0, doubled: 0 });
  expect(sums.expected).toBeGreaterThan(MONITORS * REGIONS.length * 3);
});

test("the target was asked once for each slot, but for the second in which a probe was replaced", async () => {
  const ticks = await count("SELECT count(*)::int AS n FROM tick WHERE origin = 0");
  const { ids } = await target.readLog();
  // An entry holds a second of a region. Who takes over one that is not finished repeats what was done of it.
  const slotsOfEntry = (MONITORS * 1_000) / INTERVAL_MS;
  const probes = drains.filter(({ name }) => name.startsWith("probe-")).length;
  expect(probes).toBeGreaterThan(10);
  expect(ids.length - ticks).toBeLessThanOrEqual(probes * slotsOfEntry);
});

test("nothing was ever shown down, and nobody was told anything", async () => {
  expect(await count("SELECT count(*)::int AS n FROM transition WHERE \"to\" = 'down'")).toBe(0);
  expect(await count("SELECT count(*)::int AS n FROM incident")).toBe(0);
  expect(await count("SELECT count(*)::int AS n FROM delivery")).toBe(0);
});

async function startInstallation(secrets: Record<string, string>): Promise<void> {
  const [proxyPort = 0, bridgePort = 0, ...ports] = await findFreePorts(4);
  appPorts = ports;
  const { BRIDGE_TOKEN: bridgeToken = "", CRON_SECRET: cronSecret = "" } = secrets;
  const bridgeUrl = `http://127.0.0.1:${bridgePort}`;
  const stream = { UPSTASH_REDIS_REST_URL: bridgeUrl, UPSTASH_REDIS_REST_TOKEN: bridgeToken };
  const shared = { LOG_LEVEL: "warn", UPTICK_EGRESS_ALLOW: "private", ...stream };
  proxy = await startRoundRobin(proxyPort, ports);

  const bridge = { BRIDGE_PORT: `${bridgePort}`, BRIDGE_HOST: "127.0.0.1", BRIDGE_TOKEN: bridgeToken };
  await startService({
    name: "bridge",
    role: "bridge",
    env: { ...bridge, REDIS_URL: redis.url },
    ready: hasSaid('"ready"'),
  });
  const app = {
    ...shared,
    ...pick(secrets, ["NEXTAUTH_SECRET", "UPTICK_SETUP_TOKEN", "UPTICK_ENCRYPTION_KEYS", "CRON_SECRET"]),
    DATABASE_URL: databaseUrl,
    NEXTAUTH_URL: proxy.url,
    HOST: "127.0.0.1",
    UPTICK_LINGER_MS: `${LINGER_MS}`,
  };
  await Promise.all(
    ports.map((port, at) =>
      startService({
        name: `app-${at + 1}`,
        role: "app",
        env: { ...app, PORT: `${port}` },
        ready: isInTurn(port),
      }),
    ),
  );
  const cron = { UPTICK_APP_URL: proxy.url, CRON_SECRET: cronSecret };
  await startService({ name: "cron", role: "cron", env: cron, ready: hasSaid("driving") });
  for (const [at, region] of REGIONS.entries()) {
    const token = secrets[`PROBE_TOKEN_${at + 1}`] ?? "";
    const env = { ...shared, LOG_LEVEL: "info", UPTICK_APP_URL: proxy.url, UPTICK_PROBE_TOKEN: token };
    await startService({ name: `probe-${region}`, role: "probe", env, ready: hasSaid("probe started") });
  }
}

async function startService(service: Service): Promise<void> {
  const child = await image.start([service.role], service.env);
  running.set(service.name, { service, child });
  await service.ready(child);
}

async function restart(name: string): Promise<void> {
  const found = running.get(name);
  if (found === undefined) throw new Error(`There is no ${name}.`);
  const askedAt = performance.now();
  await found.child.stop("SIGTERM");
  drains.push({ name, ms: performance.now() - askedAt, exitCode: await found.child.exitCode() });
  await startService(found.service);
}

const hasSaid = (text: string) => (child: Child) =>
  child.firstLine((line) => (line.includes(text) ? true : null));

const isInTurn = (port: number) => () =>
  waitUntil(
    async () => proxy.isReady(port),
    (ready) => ready,
    { timeoutMs: START_MS, what: `the app at ${port} to be ready` },
  );

async function repeat(times: number, step: (turn: number) => Promise<void>): Promise<void> {
  for (let turn = 0; turn < times; turn += 1) await step(turn);
}

/** As if the deadline of every slot until then had passed. */
async function auditUntil(toMs: number) {
  const span = { fromMs: toMs - 3_600_000, toMs, nowMs: toMs + SLOT_DEADLINE_MS };
  const { expected, ticks, gaps, unaccounted, doubled } = await auditSlots(db, {
    ...span,
    workspaceId: null,
  });
  const { rows } = await db.query(
    `SELECT reason, region_id AS region, date_trunc('minute', scheduled_at) AS at, count(*)::int AS n
     FROM gap GROUP BY 1, 2, 3 ORDER BY 3, 2, 1`,
  );
  return { expected, ticks, gaps, unaccounted, doubled, gapReasons: rows };
}

async function createDatabase(): Promise<string> {
  const adminUrl = process.env.UPTICK_TEST_PG_URL ?? "";
  const admin = new Client({ connectionString: adminUrl });
  await admin.connect();
  const name = `rolling_${process.pid}`;
  await admin.query(`CREATE DATABASE ${name}`);
  await admin.end();
  return Object.assign(new URL(adminUrl), { pathname: `/${name}` }).href;
}

async function addApiKey(): Promise<string> {
  const key = `${API_KEY_PREFIX}${randomBytes(24).toString("base64url")}`;
  await db.query(
    `INSERT INTO api_key (id, workspace_id, name, prefix, hash, scopes)
     SELECT gen_random_uuid(), id, 'Rig', 'uptick_rig', $1, '{read}' FROM workspace`,
    [hashApiKey(key)],
  );
  return key;
}

async function migrate(tokens: string): Promise<void> {
  const child = await image.start(["migrate"], { DATABASE_URL: databaseUrl, UPTICK_REGION_TOKENS: tokens });
  expect({ exitCode: await child.exitCode(), output: child.tail() }).toMatchObject({ exitCode: 0 });
}

function pick(from: Record<string, string>, names: readonly string[]): Record<string, string> {
  return Object.fromEntries(names.map((name) => [name, from[name] ?? ""]));
}

async function count(sql: string): Promise<number> {
  const { rows } = await db.query<{ n: number }>(sql);
  return rows[0]?.n ?? 0;
}
