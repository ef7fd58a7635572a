import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Client } from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import { DEFAULT_POLICY } from "#contracts/policy.ts";
import {
  blips,
  distinctMessages,
  flaps,
  outages,
  type Part,
  quiet,
  regionFaults,
  shiftFault,
} from "./alert-script.ts";
import { type Product, startProduct } from "./product-rig.ts";
import { markRegions, type ScriptedTarget, startScriptedTarget } from "./scripted-target.ts";
import { type SecondApp, startSecondApp } from "./second-app.ts";
import { seedChannels } from "./seed-channels.ts";
import { plainCheck, seedMonitors } from "./seed-monitors.ts";
import { waitUntil } from "./wait-until.ts";

// One target for outages, blips and faults of one region, seen by a whole product with two apps, of which one is killed
// while it detects, and again while it recovers. Default policy, 10 s, three regions.
const REGIONS = ["local-1", "local-2", "local-3"];
const INTERVAL_MS = 10_000;
const KILL_AT_MS = [23_500, 39_500];
/** UPTICK_LONG_RIG=1: the same for ten minutes, with other times in each round. */
const ROUNDS = process.env.UPTICK_LONG_RIG === "1" ? 10 : 1;
const ROUND_MS = 60_000;
const DETECTED_WITHIN_MS = 20_000;

const PARTS: Part[] = [
  outages("down for 14 s", { monitors: 4, fromMs: 0, forMs: 14_000 }),
  outages("down for 16 s while the app is killed", { monitors: 4, fromMs: 20_500, forMs: 16_000 }),
  blips("failing once, now and then", { monitors: 4, fromMs: 0, times: 3 }),
  regionFaults("not seen from one region", { monitors: 3, fromMs: 4_000, forMs: 40_000, region: "local-2" }),
  quiet("well", 9),
];
// Flapping lasts for longer than a round, so its monitors play in one only.
const FLAPPING = flaps("flapping", { monitors: 2, everyMs: 24_000, times: 3 });
if (ROUNDS === 1) PARTS.push(FLAPPING);
const OWNER_OF = PARTS.flatMap((part) =>
  Array.from({ length: part.monitors }, (_, number) => ({ part, number })),
);

let folder: string;
let target: ScriptedTarget;
let product: Product;
let second: SecondApp;
let db: Client;
let ids: number[];
let startedAt: number;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "uptick-alerts-"));
  target = await startScriptedTarget();
  product = await startProduct({
    dataFolder: join(folder, "data"),
    regions: REGIONS,
    env: await markRegions(),
  });
  db = new Client({ connectionString: product.databaseUrl });
  await db.connect();
  second = await startSecondApp(product);
  ids = await seedMonitors(db, {
    count: OWNER_OF.length,
    intervalMs: INTERVAL_MS,
    timeoutMs: 2_000,
    regions: REGIONS,
    checkOf: (id) => plainCheck(target.urlOf(id)),
  });
  // Rounds are nearer to each other than the window of flapping.
  const rules = ROUNDS === 1 ? {} : { policy: { ...DEFAULT_POLICY, flapping: null } };
  await seedChannels(db, { ids, hookOf: (id) => target.hookUrl(`${id}`), ...rules });
  await waitUntil(
    () => count("monitor_state WHERE verdict = 'up'"),
    (up) => up === ids.length,
    {
      timeoutMs: 60_000,
      what: "all monitors to be up",
    },
  );
}, 400_000);

afterAll(async () => {
  await second?.stop();
  await db?.end();
  await product?.stop();
  await target?.stop();
  await rm(folder, { recursive: true, force: true });
}, 60_000);

test("the script is played, and the app is killed twice meanwhile", {
  timeout: ROUNDS * 90_000 + 60_000,
}, async () => {
  startedAt = Date.now() + 500;
  for (let round = 0; round < ROUNDS; round += 1) {
    const roundAt = startedAt + round * ROUND_MS;
    for (const [at, { part, number }] of OWNER_OF.entries()) {
      target.script(
        ids[at] ?? 0,
        ...part.faults(number).map((fault) => shiftFault(fault, roundAt + round * 137)),
      );
    }
    for (const killAt of KILL_AT_MS) {
      await untilTime(roundAt + killAt);
      await product.killOne("app");
    }
    await untilTime(roundAt + ROUND_MS - 2_000);
  }
  await waitUntil(countUnsettled, (unsettled) => unsettled === 0, {
    timeoutMs: 45_000,
    what: "every incident to be over and every message to be away",
  });
});

test.each(PARTS)("who watches monitors $name is told exactly $told.length times, in order", (part) => {
  const wanted = Array.from({ length: ROUNDS }, () => part.told).flat();
  const told = idsOf(part).map((id) => distinctMessages(target.received, `${id}`).map(({ type }) => type));
  expect(told).toEqual(idsOf(part).map(() => wanted));
});

test("recall and precision are 100 %", () => {
  const wanted = OWNER_OF.reduce((sum, { part }) => sum + part.told.length * ROUNDS, 0);
  const messages = ids.flatMap((id) => distinctMessages(target.received, `${id}`));
  expect(messages).toHaveLength(wanted);
});

test("a message comes once; only the killed app may repeat one, with the same key", () => {
  const repeated = target.received.filter(
    (message, at) => target.received.findIndex(({ id }) => id === message.id) !== at,
  );
  const slack = 10_000;
  const explained = repeated.filter(({ at }) =>
    KILL_AT_MS.some((killAt) => {
      const sinceKill = ((at - startedAt) % ROUND_MS) - killAt;
      return sinceKill > 0 && sinceKill < 70_000 + slack;
    }),
  );
  expect(repeated).toEqual(explained);
  expect(repeated.length).toBeLessThanOrEqual(2 * ROUNDS);
});

test("no outage was told of before it began, and all were soon", () => {
  for (const [at, { part, number }] of OWNER_OF.entries()) {
    const [fault] = part.faults(number);
    const [down, up] = distinctMessages(target.received, `${ids[at]}`);
    if (part.told.length === 0 || fault?.kind !== "span" || !down || !up) continue;
    const tookMs = down.at - startedAt - fault.fromMs;
    expect(tookMs).toBeGreaterThan(0);
    expect(tookMs).toBeLessThan(DETECTED_WITHIN_MS);
    expect(up.at - startedAt).toBeGreaterThan(fault.toMs);
  }
});

test("what was not told is on record: no transition without a reason, no incident without an outage", async () => {
  expect(await count("transition WHERE reason = ''")).toBe(0);
  const outagesOf = (part: Part) => part.told.filter((type) => type === "monitor.down").length * ROUNDS;
  for (const part of PARTS) {
    expect(await count(`incident WHERE monitor_id = ANY('{${idsOf(part)}}')`)).toBe(
      outagesOf(part) * part.monitors,
    );
  }
});

function idsOf(part: Part): number[] {
  return ids.filter((_, at) => OWNER_OF[at]?.part === part);
}

async function countUnsettled(): Promise<number> {
  const open = await count(`incident WHERE closed_at IS NULL AND monitor_id <> ALL('{${idsOf(FLAPPING)}}')`);
  return open + (await count("delivery WHERE status = 'pending'"));
}

async function untilTime(at: number): Promise<void> {
  await waitUntil(
    async () => Date.now(),
    (now) => now >= at,
    { timeoutMs: ROUND_MS + 60_000, what: "the script to go on" },
  );
}

async function count(rows: string): Promise<number> {
  const found = await db.query<{ n: number }>(`SELECT count(*)::int AS n FROM ${rows}`);
  return found.rows[0]?.n ?? 0;
}
