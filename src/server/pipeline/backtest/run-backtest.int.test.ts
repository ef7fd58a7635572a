import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { BacktestView } from "#contracts/backtest.ts";
import { DEFAULT_POLICY, Policy } from "#contracts/policy.ts";
import type { Tick } from "#contracts/tick.ts";
import type { Sql } from "#server/store/prisma.ts";
import { insertTicks } from "#server/store/tick-store.ts";
import { aMonitor, aRegion, aTick } from "#testing/builders.ts";
import { createDashboard, type Dashboard, type DashboardCaller } from "#testing/dashboard.ts";
import { readHistory } from "./read-history.ts";
import { runBacktest } from "./run-backtest.ts";

const MINUTE_MS = 60_000;
const nowMs = Math.floor(Date.now() / MINUTE_MS) * MINUTE_MS;
const fromMs = nowMs - 120 * MINUTE_MS;
const at = (minute: number) => fromMs + minute * MINUTE_MS;

let dashboard: Dashboard;
let caller: DashboardCaller;
let workspaceId: string;
let regionIds: number[];
let shop: { id: number; publicId: string };
let woken: string[];
/** The clock of everything; tests move it. */
let clockMs = nowMs;

beforeAll(async () => {
  dashboard = await createDashboard({
    now: () => new Date(clockMs),
    wakeBacktest: (id) => void woken.push(id),
  });
  const member = await dashboard.member({ role: "editor" });
  ({ workspaceId } = member);
  caller = await dashboard.caller(member);
  const { db } = dashboard.deps;
  regionIds = [];
  for (const code of ["aa-1", "bb-1", "cc-1"]) regionIds.push(await aRegion(db, code));
  shop = await aMonitor(db, { workspaceId, regionIds, name: "Shop", fromMs: fromMs - 1 });
  // Minutes 30 to 35 fail from everywhere; minute 60 fails from the first region alone.
  await check(shop.id, (minute, region) => (minute >= 30 && minute < 35) || (minute === 60 && region === 0));
});
afterAll(() => dashboard.close());
beforeEach(async () => {
  woken = [];
  clockMs = nowMs;
  await dashboard.database.pool.query("DELETE FROM backtest");
});

async function check(
  monitorId: number,
  isFailed: (minute: number, region: number) => boolean,
): Promise<void> {
  for (const [region, regionId] of regionIds.entries()) {
    const ticks = Array.from({ length: 120 }, (_, minute): Tick => {
      const scheduledAt = at(minute) + region * 20_000;
      return aTick({ monitorId, scheduledAt, ...(isFailed(minute, region) ? { outcome: "refused" } : {}) });
    });
    await insertTicks(dashboard.database.pool, { regionId, vote: true, ticks });
  }
}

function start(change: Partial<Policy> = {}, monitorIds = [shop.publicId]) {
  return caller.backtest.start({ monitorIds, fromMs, toMs: nowMs, policy: { ...DEFAULT_POLICY, ...change } });
}

const runDeps = (pool: Sql = dashboard.database.pool) => ({
  pool: pool as typeof dashboard.database.pool,
  clock: () => clockMs,
  log: dashboard.deps.log,
});

async function run(change: Partial<Policy> = {}): Promise<BacktestView> {
  const { id } = await start(change);
  expect(woken.at(-1)).toBe(id);
  await runBacktest(runDeps(), id);
  return caller.backtest.get({ id });
}

describe("what other rules would have sent", () => {
  test("the same rules keep every alert at its time", async () => {
    const view = await run();
    expect(view).toMatchObject({ status: "done", done: 1, total: 1, ticksDone: 360, error: null });
    expect(view.result).toMatchObject({
      monitors: [{ id: shop.publicId, name: "Shop", ticks: 360, presentAlerts: 1, newAlerts: 1 }],
      alerts: [{ kind: "kept", delayMs: 0, isNoise: false, presentAt: view.result?.alerts[0]?.newAt }],
      isCut: false,
    });
    const [alert] = view.result?.alerts ?? [];
    expect(alert?.presentAt).toBeGreaterThan(at(30));
    expect(alert?.presentAt).toBeLessThan(at(32));
    expect(alert?.endedAt).toBeGreaterThan(at(35));
  });

  test("patient rules lose it, hasty ones are sooner and add noise", async () => {
    const patient = await run({ failuresInARow: 20 });
    expect(patient.result?.alerts).toMatchObject([{ kind: "lost", newAt: null, delayMs: null }]);
    const hasty = await run({ failuresInARow: 1, quorum: { kind: "any" } });
    expect(hasty.result?.alerts).toMatchObject([
      { kind: "kept", isNoise: false },
      { kind: "added", presentAt: null, isNoise: true },
    ]);
    expect(hasty.result?.alerts[0]?.delayMs).toBeLessThan(0);
    expect((await caller.backtest.list()).map(({ status, done }) => [status, done])).toEqual([
      ["done", 1],
      ["done", 1],
    ]);
  });

  test("the monitor's own rules are what is compared with, before the workspace's", async () => {
    const { db } = dashboard.deps;
    const own = Policy.parse({ failuresInARow: 20 });
    await db.monitor.update({ where: { id: shop.id }, data: { policy: own } });
    const view = await run().finally(() =>
      dashboard.database.pool.query("UPDATE monitor SET policy = NULL WHERE id = $1", [shop.id]),
    );
    expect(view.result?.alerts).toMatchObject([{ kind: "added", presentAt: null }]);
  });

  test("a time in which a region was sick has no vote of it, and maintenance tells nobody", async () => {
    const { db } = dashboard.deps;
    const times = { startsAt: new Date(at(28)), endsAt: new Date(at(40)) };
    const { id } = await db.maintenance.create({
      data: {
        id: "01900000-0000-7000-8000-000000000001",
        workspaceId,
        name: "Move",
        timing: {},
        everything: true,
        occurrences: { create: { id: "01900000-0000-7000-8000-000000000002", ...times } },
      },
    });
    const fault = { kind: "control", fromAt: new Date(at(59)), toAt: new Date(at(62)), reason: "" } as const;
    await db.regionFault.create({ data: { regionId: regionIds[0] ?? 0, ...fault } });
    const view = await run({ failuresInARow: 1, quorum: { kind: "any" } });
    await db.regionFault.deleteMany();
    await db.maintenance.delete({ where: { id } });
    expect(view.result).toMatchObject({ alerts: [], monitors: [{ presentAlerts: 0, newAlerts: 0 }] });
  });
});

describe("history", () => {
  test("is read in bounded parts, each reading once, in the order of completion", async () => {
    const monitor = await aMonitor(dashboard.deps.db, {
      workspaceId,
      regionIds,
      fromMs: fromMs - 1,
      intervalMs: 10,
    });
    const ticks = Array.from({ length: 9_000 }, (_, n) =>
      aTick({ monitorId: monitor.id, scheduledAt: fromMs + n * 10, lateMs: (n * 7919) % 5_000 }),
    );
    await insertTicks(dashboard.database.pool, { regionId: regionIds[0] ?? 0, vote: true, ticks });
    const parts: number[] = [];
    const seen: number[] = [];
    const period = { fromMs, toMs: fromMs + 90_000 };
    const asked = { id: monitor.id, intervalMs: 10, regions: ["aa-1"] };
    for await (const readings of readHistory(dashboard.database.pool, asked, period)) {
      parts.push(readings.length);
      seen.push(...readings.map((reading) => reading.at));
    }
    expect(seen).toHaveLength(9_000);
    expect(seen).toEqual(seen.toSorted((a, b) => a - b));
    expect(Math.max(...parts)).toBeLessThanOrEqual(2_500);
  });
});

describe("a run", () => {
  test("is alone in its workspace until it is cancelled; cancelling keeps it from running", async () => {
    const { id } = await start();
    await expect(start()).rejects.toMatchObject({ code: "CONFLICT" });
    await caller.backtest.cancel({ id });
    await runBacktest(runDeps(), id);
    expect(await caller.backtest.get({ id })).toMatchObject({ status: "cancelled", done: 0, result: null });
    await expect(start()).resolves.toBeDefined();
  });

  test("of four that start at once is one", async () => {
    const starts = await Promise.allSettled([start(), start(), start(), start()]);
    expect(starts.map(({ status }) => status).sort()).toEqual([
      "fulfilled",
      "rejected",
      "rejected",
      "rejected",
    ]);
    expect(woken).toHaveLength(1);
  });

  test("that is cancelled on its way stops there", async () => {
    const { id } = await start();
    const { pool } = dashboard.database;
    let slices = 0;
    const watched = {
      query: async (...asked: Parameters<Sql["query"]>) => {
        if (JSON.stringify(asked[0])?.includes("list-history-readings")) {
          slices += 1;
          clockMs += 2_000;
          await caller.backtest.cancel({ id });
        }
        return pool.query(...asked);
      },
    } as unknown as Sql;
    await runBacktest(runDeps(watched), id);
    expect(slices).toBe(1);
    expect(await caller.backtest.get({ id })).toMatchObject({ status: "cancelled", error: null });
  });

  test("whose process was lost is given up after a minute, and makes room", async () => {
    const { id } = await start();
    clockMs += 59_000;
    expect((await caller.backtest.get({ id })).status).toBe("running");
    clockMs += 2_000;
    expect(await caller.backtest.get({ id })).toMatchObject({ status: "failed" });
    expect((await caller.backtest.list())[0]?.error).toContain("ended before it was done");
    await expect(start()).resolves.toBeDefined();
  });

  test("that meets an error is failed, with a sentence for the person and the cause in the log", async () => {
    const { id } = await start();
    const { pool } = dashboard.database;
    const broken = {
      query: (...asked: Parameters<Sql["query"]>) =>
        JSON.stringify(asked[0])?.includes("list-history-readings")
          ? Promise.reject(new Error("disk full"))
          : pool.query(...asked),
    } as unknown as Sql;
    await runBacktest(runDeps(broken), id);
    const view = await caller.backtest.get({ id });
    expect(view).toMatchObject({ status: "failed", result: null });
    expect(view.error).not.toContain("disk full");
    expect(JSON.stringify(dashboard.logged.at(-1))).toContain(id);
  });

  test("that is done changes nothing when it is run again", async () => {
    const view = await run();
    await runBacktest(runDeps(), view.id);
    expect(await caller.backtest.get({ id: view.id })).toEqual(view);
  });
});

test("more checks than a run takes are refused with the numbers", async () => {
  const big = await aMonitor(dashboard.deps.db, { workspaceId, regionIds, fromMs });
  const counts = { expected: 1, ok: 0, failed: 0, internal: 0, sumUs: 0n, sketchKeys: [], sketchCounts: [] };
  const hour = new Date(Math.floor(nowMs / 3_600_000) * 3_600_000);
  await dashboard.deps.db.rollupHour.create({
    data: { monitorId: big.id, regionId: regionIds[0] ?? 0, hour, ticks: 10_000_001, ...counts },
  });
  await expect(start({}, [big.publicId])).rejects.toMatchObject({
    code: "TOO_MANY_REQUESTS",
    message: expect.stringContaining("10,000,001"),
  });
  await expect(
    start({}, [big.publicId, shop.publicId, "01900000-0000-7000-8000-00000000000f"]),
  ).rejects.toMatchObject({
    code: "NOT_FOUND",
  });
  expect(woken).toEqual([]);
});
