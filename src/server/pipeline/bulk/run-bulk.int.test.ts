import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { BulkCommand, BulkRunView, BulkTarget } from "#contracts/bulk.ts";
import { DEFAULT_POLICY } from "#contracts/policy.ts";
import type { Sql } from "#server/store/prisma.ts";
import { aChannel, aMonitor, aRegion } from "#testing/builders.ts";
import { createDashboard, type Dashboard, type DashboardCaller } from "#testing/dashboard.ts";
import { resumeBulk } from "./resume-bulk.ts";
import { type BulkDeps, runBulk } from "./run-bulk.ts";

let dashboard: Dashboard;
let caller: DashboardCaller;
let userId: string;
let workspaceId: string;
let regionId: number;
let woken: string[];
let slept: number[];
let monitors: { id: number; publicId: string }[];
let clockMs = Date.now();

beforeAll(async () => {
  dashboard = await createDashboard({
    now: () => new Date(clockMs),
    wakeBulk: (id) => void woken.push(id),
  });
  const member = await dashboard.member({ role: "editor" });
  ({ workspaceId, userId } = member);
  caller = await dashboard.caller(member);
  regionId = await aRegion(dashboard.deps.db, "aa-1");
  await aRegion(dashboard.deps.db, "bb-1");
});
afterAll(() => dashboard.close());
beforeEach(async () => {
  [woken, slept, monitors] = [[], [], []];
  await dashboard.database.pool.query("DELETE FROM bulk_run; DELETE FROM monitor");
  for (let n = 0; n < 45; n += 1) {
    const name = `Monitor ${String(n).padStart(2, "0")}`;
    const tags = n < 30 ? ["prod"] : [];
    monitors.push(
      await aMonitor(dashboard.deps.db, { workspaceId, regionIds: [regionId], fromMs: clockMs, name, tags }),
    );
  }
});

const deps = (change: Partial<BulkDeps> = {}): BulkDeps => ({
  ...dashboard.deps,
  sleep: async (durationMs) => {
    slept.push(durationMs);
    clockMs += durationMs;
  },
  ...change,
});
const all = (): BulkTarget => ({ kind: "chosen", ids: monitors.map(({ publicId }) => publicId) });
const prod: BulkTarget = {
  kind: "matching",
  filter: { search: "", statuses: [], tags: ["prod"], kinds: [], regions: [] },
};

async function run(command: BulkCommand, target: BulkTarget = all()): Promise<BulkRunView> {
  const { id } = await caller.bulk.start({ command, target });
  expect(woken.at(-1)).toBe(id);
  await runBulk(deps(), id);
  return caller.bulk.get({ id });
}
async function undo(id: string): Promise<BulkRunView> {
  const back = await caller.bulk.undo({ id });
  await runBulk(deps(), back.id);
  return caller.bulk.get({ id: back.id });
}
const count = async (where: object) => dashboard.deps.db.monitor.count({ where: { workspaceId, ...where } });
/** Does `act` when the run saves its progress for the first time. */
const actOnProgress = (act: () => Promise<unknown>): Sql => {
  const { pool } = dashboard.database;
  let acted = false;
  const query = async (...asked: Parameters<Sql["query"]>) => {
    if (!acted && JSON.stringify(asked[0])?.includes("SET done = done")) {
      acted = true;
      await act();
    }
    return pool.query(...asked);
  };
  return { query } as unknown as Sql;
};

describe("a run", () => {
  test("pauses everything that matches, and takes back only what it changed", async () => {
    const earlier = monitors[0]?.publicId ?? "";
    await caller.monitor.pause({ id: earlier });
    const view = await run({ kind: "pause" }, prod);
    expect(view).toMatchObject({ status: "done", done: 30, total: 30, failures: [], canUndo: true });
    expect(await count({ pausedAt: { not: null } })).toBe(30);
    const entries = await dashboard.deps.db.auditEntry.count({
      where: { workspaceId, action: "monitor.pause" },
    });
    expect(entries).toBeGreaterThanOrEqual(30);

    const back = await undo(view.id);
    expect(back).toMatchObject({
      status: "done",
      done: 30,
      command: { kind: "undo", of: "pause" },
      canUndo: false,
    });
    expect(await dashboard.deps.db.monitor.findMany({ where: { pausedAt: { not: null } } })).toMatchObject([
      { publicId: earlier },
    ]);
    expect((await caller.bulk.get({ id: view.id })).canUndo).toBe(false);
    await expect(caller.bulk.undo({ id: view.id })).rejects.toMatchObject({ code: "CONFLICT" });
  });

  test("adds and removes tags, and gives each monitor its own back", async () => {
    const view = await run({ kind: "tags", add: ["eu"], remove: ["prod"] });
    expect([await count({ tags: { has: "eu" } }), await count({ tags: { has: "prod" } })]).toEqual([45, 0]);
    await undo(view.id);
    expect([await count({ tags: { has: "eu" } }), await count({ tags: { has: "prod" } })]).toEqual([0, 30]);
  });

  test("sets channels and rules, and gives them back", async () => {
    const { db } = dashboard.deps;
    const channelId = await aChannel(db, {
      workspaceId,
      monitorIds: monitors.slice(0, 5).map(({ id }) => id),
    });
    const channels = await run({ kind: "channels", add: [channelId], remove: [] });
    expect(await db.monitorChannel.count({ where: { channelId } })).toBe(45);
    await undo(channels.id);
    expect(await db.monitorChannel.count({ where: { channelId } })).toBe(5);

    const policy = { ...DEFAULT_POLICY, failuresInARow: 5 };
    const rules = await run({ kind: "policy", policy, severity: "critical" });
    expect(await count({ severity: "critical", policy: { path: ["failuresInARow"], equals: 5 } })).toBe(45);
    await undo(rules.id);
    expect(await count({ severity: "normal" })).toBe(45);
  });

  test("names what it could not do and why, and does the rest", async () => {
    await run({ kind: "regions", add: ["bb-1"], remove: [] }, prod);
    const view = await run({ kind: "regions", add: [], remove: ["aa-1"] });
    expect(view).toMatchObject({ status: "done", done: 45, failed: 15 });
    expect(view.failures[0]).toMatchObject({
      name: expect.stringMatching(/^Monitor [34]/),
      reason: "It would be checked from no region.",
    });
    await undo(view.id);
    const regions = (await caller.monitor.get({ id: monitors[0]?.publicId ?? "" })).input.regions;
    expect(regions).toEqual(["aa-1", "bb-1"]);
  });

  test("that deletes waits ten seconds, in which it is called off without a trace", async () => {
    const { id } = await caller.bulk.start({ command: { kind: "delete" }, target: prod });
    const sleep = async () => void (await caller.bulk.cancel({ id }));
    await runBulk(deps({ sleep }), id);
    expect(await caller.bulk.get({ id })).toMatchObject({ status: "cancelled", done: 0, canUndo: false });
    expect(await count({})).toBe(45);

    const view = await run({ kind: "delete" }, prod);
    expect(slept).toEqual([10_000]);
    expect(view).toMatchObject({ status: "done", done: 30, failures: [], canUndo: false });
    expect(await count({})).toBe(15);
    await expect(caller.bulk.undo({ id: view.id })).rejects.toMatchObject({ code: "CONFLICT" });
  });

  test("stops where it is cancelled, and what it has done can be taken back", async () => {
    const { id } = await caller.bulk.start({ command: { kind: "pause" }, target: all() });
    await runBulk(deps({ sql: actOnProgress(() => caller.bulk.cancel({ id })) }), id);
    expect((await caller.bulk.get({ id })).status).toBe("cancelled");
    expect(await count({ pausedAt: { not: null } })).toBe(20);
    // The part at hand was done but not counted: what was kept before it says so.
    await caller.bulk.undo({ id }).then((back) => runBulk(deps(), back.id));
    expect(await count({ pausedAt: { not: null } })).toBe(0);
  });
});

describe("a worker", () => {
  test("that dies halfway is replaced; the run goes on where it stopped", async () => {
    const { id } = await caller.bulk.start({ command: { kind: "delete" }, target: all() });
    const dying = actOnProgress(() => new Promise((_, reject) => reject(new Error("killed"))));
    const dead = { ...deps({ sql: dying }), log: dashboard.deps.log };
    // As if the process were gone: nobody writes down that it failed.
    const query = dying.query.bind(dying) as (...asked: unknown[]) => Promise<unknown>;
    const silent = {
      query: (...asked: unknown[]) =>
        JSON.stringify(asked[0])?.includes("finished_at = $4")
          ? Promise.resolve({ rowCount: 0 })
          : query(...asked),
    } as unknown as Sql;
    await runBulk({ ...dead, sql: silent }, id);
    expect(await caller.bulk.get({ id })).toMatchObject({ status: "running", done: 0 });
    expect(await count({})).toBe(25);

    woken = [];
    expect(await resumeBulk(dashboard.deps)).toBe(0);
    await runBulk(deps(), id);
    expect(await count({})).toBe(25);

    clockMs += 31_000;
    expect(await resumeBulk(dashboard.deps)).toBe(1);
    expect(woken).toEqual([id]);
    await runBulk(deps(), id);
    expect(await caller.bulk.get({ id })).toMatchObject({ status: "done", done: 45, failures: [] });
    expect(await count({})).toBe(0);
  });

  test("finds the rights of now: who may not any more changes nothing more", async () => {
    const { id } = await caller.bulk.start({ command: { kind: "pause" }, target: all() });
    const member = { workspaceId_userId: { workspaceId, userId } };
    const lose = () => dashboard.deps.db.member.update({ where: member, data: { role: "viewer" } });
    await runBulk(deps({ sql: actOnProgress(lose) }), id).finally(() =>
      dashboard.deps.db.member.update({ where: member, data: { role: "editor" } }),
    );
    const view = await caller.bulk.get({ id });
    expect(view).toMatchObject({ status: "failed", done: 20, error: expect.stringContaining("not change") });
    expect(await count({ pausedAt: { not: null } })).toBe(20);
  });
});

test("one at a time per person, also when four start at once; a second run of a done one changes nothing", async () => {
  const start = () => caller.bulk.start({ command: { kind: "pause" }, target: prod });
  const starts = await Promise.allSettled([start(), start(), start(), start()]);
  expect(starts.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
  const id = woken[0] ?? "";
  await Promise.all([runBulk(deps(), id), runBulk(deps(), id)]);
  const view = await caller.bulk.get({ id });
  expect(view).toMatchObject({ status: "done", done: 30 });
  await runBulk(deps(), id);
  expect(await caller.bulk.get({ id })).toEqual(view);
  expect(await caller.bulk.current()).toEqual(view);
  clockMs += 11 * 60_000;
  expect(await caller.bulk.current()).toBeNull();
});

test("somebody else's run and monitors out of reach are as absent as those that never were", async () => {
  const other = await dashboard.caller(await dashboard.member({ role: "owner", workspaceId }));
  const stranger = await dashboard.caller(await dashboard.member({ role: "owner" }));
  const { id } = await caller.bulk.start({ command: { kind: "pause" }, target: prod });
  await expect(other.bulk.cancel({ id })).rejects.toMatchObject({ code: "NOT_FOUND" });
  await expect(stranger.bulk.get({ id })).rejects.toMatchObject({ code: "NOT_FOUND" });
  const command = { kind: "pause" } as const;
  await expect(stranger.bulk.start({ command, target: all() })).rejects.toMatchObject({ code: "NOT_FOUND" });
  const nothing = { kind: "tags", add: [], remove: [] } as const;
  await expect(
    other.bulk.start({ command: { ...nothing, add: [], remove: [] }, target: all() }),
  ).rejects.toMatchObject({
    code: "BAD_REQUEST",
  });
});
