import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { ListSort } from "#contracts/monitor-list.ts";
import type { MonitorListItem } from "#contracts/view.ts";
import { aMonitor, aRegion } from "#testing/builders.ts";
import { createDashboard, type Dashboard, type DashboardCaller } from "#testing/dashboard.ts";
import { refreshStalest } from "./refresh-figures.ts";

const HOUR_MS = 3_600_000;
const nowMs = Math.floor(Date.now() / HOUR_MS) * HOUR_MS + 30 * 60_000;

let dashboard: Dashboard;
let caller: DashboardCaller;
let workspaceId: string;
type Query = Parameters<DashboardCaller["monitor"]["list"]>[0];

const MONITORS = [
  { name: "Shop", tags: ["prod", "web"], verdict: "up", uptime: 0.9, p95Us: 300, sinceMs: 10 },
  { name: "api", tags: ["prod"], verdict: "down", uptime: 0.5, p95Us: null, sinceMs: 60 },
  { name: "Blog", tags: [], verdict: "degraded", uptime: 1, p95Us: 900, sinceMs: 20 },
  { name: "mail", tags: ["intern"], verdict: "up", uptime: null, p95Us: 100, sinceMs: 50 },
  { name: "Zoo", tags: ["web"], verdict: "unknown", uptime: 0.99, p95Us: 500, sinceMs: 30 },
  { name: "old", tags: ["intern"], verdict: "up", uptime: null, p95Us: null, sinceMs: 40, paused: true },
] as const;

beforeAll(async () => {
  dashboard = await createDashboard({ now: () => new Date(nowMs) });
  const { db } = dashboard.deps;
  const member = await dashboard.member({ role: "viewer" });
  const stranger = await dashboard.member({ role: "owner" });
  ({ workspaceId } = member);
  caller = await dashboard.caller(member);
  const [aa, bb] = [await aRegion(db, "aa-1"), await aRegion(db, "bb-1")];
  const fromMs = nowMs - HOUR_MS;
  for (const [index, spec] of MONITORS.entries()) {
    const regionIds = index === 0 ? [aa, bb] : [bb];
    const { id } = await aMonitor(db, {
      workspaceId,
      regionIds,
      fromMs,
      name: spec.name,
      tags: [...spec.tags],
    });
    const since = new Date(nowMs - spec.sinceMs * 60_000);
    await db.monitorState.update({ where: { monitorId: id }, data: { verdict: spec.verdict, since } });
    if ("paused" in spec) await db.monitor.update({ where: { id }, data: { pausedAt: since } });
    await dashboard.database.pool.query(
      "UPDATE monitor_figures SET uptime = $2, p95_us = $3, expected = 1, known = 1, refreshed_at = $4 WHERE monitor_id = $1",
      [id, spec.uptime, spec.p95Us, new Date(nowMs)],
    );
  }
  await aMonitor(db, {
    workspaceId: stranger.workspaceId,
    regionIds: [aa],
    fromMs,
    name: "api",
    tags: ["prod"],
  });
});
afterAll(() => dashboard.close());

/** Page by page, two rows at a time. */
async function listAll(query: Query): Promise<MonitorListItem[]> {
  const items: MonitorListItem[] = [];
  for (let cursor: string | undefined, more = true; more; ) {
    const page = await caller.monitor.list({ ...query, cursor, limit: 2 });
    items.push(...page.items);
    cursor = page.nextCursor ?? undefined;
    more = cursor !== undefined;
  }
  return items;
}
const namesOf = async (query: Query) => (await listAll(query)).map(({ name }) => name);

test.each<{ sort: ListSort; names: string[] }>([
  { sort: "status", names: ["api", "Blog", "Zoo", "mail", "Shop", "old"] },
  { sort: "name", names: ["api", "Blog", "mail", "old", "Shop", "Zoo"] },
  { sort: "newest", names: ["old", "Zoo", "mail", "Blog", "api", "Shop"] },
  { sort: "changed", names: ["Shop", "Blog", "Zoo", "old", "mail", "api"] },
  { sort: "uptime", names: ["api", "Shop", "Zoo", "Blog", "mail", "old"] },
  { sort: "latency", names: ["Blog", "Zoo", "Shop", "mail", "old", "api"] },
])("sorted by $sort, pages cover the list once", async ({ sort, names }) => {
  expect(await namesOf({ sort })).toEqual(names);
});

test.each<{ what: string; query: Query; names: string[] }>([
  { what: "a tag", query: { tag: "web" }, names: ["Zoo", "Shop"] },
  {
    what: "several tags, any of them",
    query: { tag: ["intern", "web"] },
    names: ["Zoo", "mail", "Shop", "old"],
  },
  { what: "several statuses", query: { status: ["down", "paused"] }, names: ["api", "old"] },
  { what: "a region", query: { region: "aa-1" }, names: ["Shop"] },
  { what: "a kind", query: { kind: "tcp" }, names: [] },
  { what: "a word in a tag", query: { search: "TERN" }, names: ["mail", "old"] },
  { what: "all of them together", query: { tag: "prod", status: "up", search: "sh" }, names: ["Shop"] },
])("$what narrows the list", async ({ query, names }) => {
  expect(await namesOf(query)).toEqual(names);
});

describe("groups", () => {
  test("by status are in the order of attention, with counts", async () => {
    const page = await caller.monitor.list({ group: "status" });
    expect(page.groups).toEqual([
      { key: "down", count: 1 },
      { key: "degraded", count: 1 },
      { key: "unknown", count: 1 },
      { key: "up", count: 2 },
      { key: "paused", count: 1 },
    ]);
    const rows = (await listAll({ group: "status" })).map(({ group, name }) => [group, name]);
    expect(rows).toEqual([
      ["down", "api"],
      ["degraded", "Blog"],
      ["unknown", "Zoo"],
      ["up", "mail"],
      ["up", "Shop"],
      ["paused", "old"],
    ]);
    const byUptime = (await listAll({ group: "status", sort: "uptime" })).map(({ name }) => name);
    expect(byUptime).toEqual(["api", "Blog", "Zoo", "Shop", "mail", "old"]);
  });

  test("by tag have a monitor in each of its groups, and what has none at the end", async () => {
    const page = await caller.monitor.list({ group: "tag" });
    expect(page.groups).toEqual([
      { key: "intern", count: 2 },
      { key: "prod", count: 2 },
      { key: "web", count: 2 },
      { key: "", count: 1 },
    ]);
    const rows = (await listAll({ group: "tag" })).map(({ group, name }) => `${group}: ${name}`);
    expect(rows).toEqual([
      "intern: mail",
      "intern: old",
      "prod: api",
      "prod: Shop",
      "web: Zoo",
      "web: Shop",
      ": Blog",
    ]);
  });

  test("that are closed keep their count and lose their rows", async () => {
    const closed = { group: "tag", closed: ["intern", ""] } as const;
    expect((await caller.monitor.list({ ...closed, closed: [...closed.closed] })).groups).toHaveLength(4);
    expect(await namesOf({ group: "tag", closed: ["intern", ""] })).toEqual(["api", "Shop", "Zoo", "Shop"]);
    expect(await namesOf({ group: "status", closed: ["up", "down"] })).toEqual(["Blog", "Zoo", "old"]);
  });
});

test("counts leave the status out, and a page link of another order is refused", async () => {
  const page = await caller.monitor.list({ status: "down", tag: "prod", limit: 1 });
  expect([page.counts.up, page.counts.down, page.total]).toEqual([1, 1, 2]);
  expect(await caller.monitor.counts({ tags: ["prod"] })).toEqual(page.counts);
  expect(await caller.monitor.counts({})).toMatchObject({
    up: 2,
    down: 1,
    degraded: 1,
    unknown: 1,
    paused: 1,
  });
  const { nextCursor } = await caller.monitor.list({ limit: 1 });
  await expect(caller.monitor.list({ cursor: nextCursor, sort: "latency" })).rejects.toMatchObject({
    code: "BAD_REQUEST",
  });
});

test("a member who may see some tags gets neither others nor their numbers", async () => {
  const { db } = dashboard.deps;
  const member = await dashboard.member({ role: "viewer", workspaceId });
  await db.member.updateMany({ where: { userId: member.userId }, data: { tags: ["web"] } });
  const restricted = await dashboard.caller(member);
  const page = await restricted.monitor.list({ group: "tag" });
  expect([page.total, page.counts.down]).toEqual([2, 0]);
  expect(new Set(page.items.map(({ name }) => name))).toEqual(new Set(["Zoo", "Shop"]));
  expect((await restricted.monitor.tags()).map(({ tag }) => tag)).toEqual(["prod", "web"]);
});

test("hours are drawn from the rollups: well, partly failed, failed, and nothing known", async () => {
  const { db } = dashboard.deps;
  const { id } = await db.monitor.findFirstOrThrow({ where: { name: "Shop", workspaceId } });
  const regionId = (await db.region.findFirstOrThrow({ where: { code: "aa-1" } })).id;
  const hour = (ago: number) => new Date(Math.floor(nowMs / HOUR_MS) * HOUR_MS - ago * HOUR_MS);
  const key = Math.ceil(Math.log(250_000) / Math.log(1.02));
  const row = { monitorId: id, regionId, expected: 10, ticks: 10, internal: 0, sumUs: 0n };
  await db.rollupHour.createMany({
    data: [
      { ...row, hour: hour(3), ok: 10, failed: 0, sketchKeys: [key], sketchCounts: [10] },
      { ...row, hour: hour(2), ok: 9, failed: 1, sketchKeys: [key], sketchCounts: [9] },
      { ...row, hour: hour(0), ok: 2, failed: 8, sketchKeys: [key], sketchCounts: [2] },
    ],
  });
  await dashboard.database.pool.query(
    "UPDATE monitor_figures SET refreshed_at = 'epoch' WHERE monitor_id = $1",
    [id],
  );
  expect(await refreshStalest(dashboard.database.pool, nowMs)).toBeGreaterThan(0);
  expect(await refreshStalest(dashboard.database.pool, nowMs)).toBe(0);
  const [item] = (await caller.monitor.list({ search: "shop" })).items;
  expect(item?.hours.looks).toBe(`${"-".repeat(20)}uw-d`);
  expect(Math.abs((item?.hours.p95Ms[20] ?? 0) - 250)).toBeLessThan(4);
  expect(item?.coverage24h).toBe(1);
});
