import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Redis } from "ioredis";
import { Client } from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import { countSlots, SLOT_DEADLINE_MS } from "#domain/schedule/slots.ts";
import { checkoutRoot } from "./bundle-entry.ts";
import { startChild } from "./child.ts";
import { type Arrivals, type FarTarget, startFarTarget } from "./far-target.ts";
import { type Product, startProduct } from "./product-rig.ts";
import { plainCheck, seedMonitors } from "./seed-monitors.ts";
import { waitUntil } from "./wait-until.ts";

/** Three regions and 670 monitors every 10 s are 201 checks a second. */
const REGIONS = ["local-1", "local-2", "local-3"];
const MONITORS = 670;
const INTERVAL_MS = 10_000;
const CHECKS_PER_SEC = (MONITORS * REGIONS.length * 1000) / INTERVAL_MS;
const RECOVERY_MS = 60_000;
const SAMPLE_MS = 3_000;
const REPORTED_WITHIN_MS = 2_000;
/** kill -9 of probe, app, redis and cron, and FLUSHALL. */
const FAULTS = 5;

let dataFolder: string;
let target: FarTarget;
let product: Product;
let db: Client;
/** Epoch ms of the moment at which the last fault had been got over. */
let calmAt = 0;

beforeAll(async () => {
  dataFolder = await mkdtemp(join(tmpdir(), "uptick-chaos-"));
  target = await startFarTarget();
  product = await startProduct({ dataFolder, regions: REGIONS });
  db = new Client({ connectionString: product.databaseUrl });
  await db.connect();
  await seedMonitors(db, {
    count: MONITORS,
    intervalMs: INTERVAL_MS,
    regions: REGIONS,
    checkOf: (id) => plainCheck(target.urlOf(id)),
  });
}, 360_000);

afterAll(async () => {
  await db?.end();
  await product?.stop();
  await target?.stop();
  await rm(dataFolder, { recursive: true, force: true });
}, 60_000);

test("under 200 checks a second every monitor comes up", { timeout: 90_000 }, async () => {
  const up = () => count("SELECT count(*)::int AS n FROM monitor_state WHERE verdict = 'up'");
  await waitUntil(up, (n) => n === MONITORS, { timeoutMs: 60_000, what: "all monitors to be up" });
});

test.each<{ name: string; fault: () => Promise<unknown> }>([
  { name: "kill -9 of a probe in the middle of a batch", fault: () => product.killOne("probe-local-2") },
  { name: "kill -9 of the app", fault: () => product.killOne("app") },
  { name: "kill -9 of redis-server", fault: () => product.killOne("redis") },
  { name: "kill -9 of the cron driver", fault: () => product.killOne("cron") },
  { name: "FLUSHALL", fault: flushRedis },
])("after $name work goes on by itself", { timeout: 2 * RECOVERY_MS + 30_000 }, async ({ fault }) => {
  await fault();
  const repairedAt = await serverNow();
  await waitUntil(
    () => storedShare(repairedAt),
    (share) => share > 0.95,
    {
      timeoutMs: RECOVERY_MS,
      what: "ticks to be stored at the full rate in every region",
    },
  );
  calmAt = await serverNow();
});

test("the schedule called five times at once adds no slot twice", { timeout: 120_000 }, async () => {
  const fromMs = await serverNow();
  const answers = await Promise.all(Array.from({ length: 5 }, () => callCron("schedule")));
  const toMs = await serverNow();
  expect(answers).toEqual([200, 200, 200, 200, 200]);

  const before = await slotsUntil(fromMs);
  const asked = countAsked(await target.readLog(), { fromMs, toMs });
  const excess = [...(await slotsUntil(toMs))].map(
    ([id, slots]) => (asked.get(id) ?? 0) - slots + (before.get(id) ?? 0),
  );
  // One check that was due just before may arrive just after.
  expect(Math.max(...excess)).toBeLessThanOrEqual(1);
  expect(excess.filter((more) => more > 0).length).toBeLessThan(MONITORS / 20);
});

test("a wrong or missing cron secret is refused", async () => {
  expect(await callCron("schedule", "wrong")).toBe(401);
  expect(await callCron("sweep", null)).toBe(401);
});

test("once the deadlines have passed every slot is a tick or a gap, and hardly any a gap", {
  timeout: SLOT_DEADLINE_MS + 90_000,
}, async () => {
  const sweptAt = () =>
    count("SELECT (extract(epoch FROM at) * 1000)::float8 AS n FROM watermark WHERE name = 'sweep'");
  await waitUntil(sweptAt, (at) => at >= calmAt + SLOT_DEADLINE_MS, {
    timeoutMs: SLOT_DEADLINE_MS + 60_000,
    what: "the sweep to pass the deadline of the last slot before the calm",
  });
  const audit = startChild({
    file: process.execPath,
    args: [join(checkoutRoot(), "dist/audit.mjs"), "--hours", "1"],
    env: { DATABASE_URL: product.databaseUrl },
  });
  expect({ exitCode: await audit.exitCode(), output: audit.tail() }).toMatchObject({ exitCode: 0 });

  const due = [...(await slotsUntil(calmAt)).values()].reduce((sum, slots) => sum + slots, 0);
  const ticks = await count(
    `SELECT count(*)::int AS n FROM tick WHERE origin = 0 AND scheduled_at <= to_timestamp(${calmAt} / 1000.0)`,
  );
  expect(ticks).toBeLessThanOrEqual(due);
  expect(ticks / due).toBeGreaterThan(0.97);
});

test("the target was not asked more often than slots and redeliveries explain", async () => {
  const toMs = await serverNow();
  const slots = await slotsUntil(toMs);
  const asked = countAsked(await target.readLog(), { fromMs: 0, toMs });
  const excess = [...slots].map(([id, due]) => (asked.get(id) ?? 0) - due);
  expect(Math.max(...excess)).toBeLessThanOrEqual(FAULTS);
  expect(asked.size).toBe(MONITORS);
});

test("no monitor was ever shown down because of it", async () => {
  expect(await count("SELECT count(*)::int AS n FROM transition WHERE \"to\" = 'down'")).toBe(0);
  expect(await count("SELECT count(*)::int AS n FROM incident")).toBe(0);
  expect(await count("SELECT count(*)::int AS n FROM monitor_state WHERE verdict = 'up'")).toBe(MONITORS);
});

async function flushRedis(): Promise<void> {
  const redis = new Redis(product.redisUrl);
  await redis.flushall();
  redis.disconnect();
}

/** The smallest region's share of the slots of a short, recent time after `sinceMs` that have a tick. */
async function storedShare(sinceMs: number): Promise<number> {
  const toMs = (await serverNow()) - REPORTED_WITHIN_MS;
  if (toMs - SAMPLE_MS < sinceMs) return 0;
  const { rows } = await db.query<{ n: number }>(
    `SELECT count(tick.monitor_id)::int AS n FROM region LEFT JOIN tick ON tick.region_id = region.id
       AND scheduled_at > to_timestamp($1 / 1000.0) AND scheduled_at <= to_timestamp($2 / 1000.0)
     WHERE region.deleted_at IS NULL GROUP BY region.id`,
    [toMs - SAMPLE_MS, toMs],
  );
  const perRegion = (CHECKS_PER_SEC / REGIONS.length) * (SAMPLE_MS / 1000);
  return Math.min(...rows.map((row) => row.n)) / perRegion;
}

/** By the grid alone, without the product's own accounting: how many slots each monitor has had. */
async function slotsUntil(untilMs: number): Promise<Map<number, number>> {
  const { rows } = await db.query<{ id: number; offsetMs: number; fromMs: number }>(
    `SELECT monitor_id AS id, offset_ms AS "offsetMs", (extract(epoch FROM from_at) * 1000)::float8 AS "fromMs"
     FROM assignment`,
  );
  const slots = new Map<number, number>();
  for (const { id, ...grid } of rows) {
    const due = countSlots({ ...grid, intervalMs: INTERVAL_MS, untilMs: null }, { fromMs: 0, toMs: untilMs });
    slots.set(id, (slots.get(id) ?? 0) + due);
  }
  return slots;
}

/** How often the target was asked for each monitor, by the target's own log. */
function countAsked({ ids, atUs }: Arrivals, span: { fromMs: number; toMs: number }): Map<number, number> {
  const asked = new Map<number, number>();
  ids.forEach((id, at) => {
    const atMs = (atUs[at] ?? 0) / 1000;
    if (atMs > span.fromMs && atMs <= span.toMs) asked.set(id, (asked.get(id) ?? 0) + 1);
  });
  return asked;
}

async function callCron(stage: string, secret: string | null = product.cronSecret): Promise<number> {
  const headers: Record<string, string> = secret === null ? {} : { authorization: `Bearer ${secret}` };
  return (await fetch(`${product.url}/api/cron/${stage}`, { headers })).status;
}

async function serverNow(): Promise<number> {
  return count("SELECT (extract(epoch FROM clock_timestamp()) * 1000)::float8 AS n");
}

async function count(sql: string): Promise<number> {
  const { rows } = await db.query<{ n: number }>(sql);
  return rows[0]?.n ?? 0;
}
