import { uuidv7 } from "uuidv7";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { unpackTicks } from "#contracts/pack-ticks.ts";
import type { MonitorListItem } from "#contracts/view.ts";
import { insertEvidence, insertTicks } from "#server/store/tick-store.ts";
import { aMonitor, aRegion, aTick, aWorkspace } from "#testing/builders.ts";
import { createDashboard, type Dashboard, type DashboardCaller } from "#testing/dashboard.ts";

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;
const nowMs = Math.floor(Date.now() / HOUR_MS) * HOUR_MS + 30 * MINUTE_MS;

let dashboard: Dashboard;
let workspaceId: string;
let caller: DashboardCaller;
let regionIds: number[];

beforeAll(async () => {
  dashboard = await createDashboard({ now: () => new Date(nowMs) });
  const { db } = dashboard.deps;
  workspaceId = await aWorkspace(db);
  regionIds = [await aRegion(db, "aa-1"), await aRegion(db, "bb-1")];
  caller = await dashboard.caller(await dashboard.member({ role: "viewer", workspaceId }));
});
afterAll(() => dashboard.close());

async function add(
  name: string,
  change: { verdict?: "up" | "down" | "unknown" | "degraded"; paused?: boolean } = {},
) {
  const { db } = dashboard.deps;
  const fromMs = nowMs - 3 * HOUR_MS;
  const monitor = await aMonitor(db, { workspaceId, regionIds, name, fromMs });
  await db.monitorState.update({
    where: { monitorId: monitor.id },
    data: { verdict: change.verdict ?? "up" },
  });
  await db.monitor.update({ where: { id: monitor.id }, data: { createdAt: new Date(fromMs - 8 * DAY_MS) } });
  if (change.paused) {
    await db.monitor.update({ where: { id: monitor.id }, data: { pausedAt: new Date(nowMs) } });
  }
  return monitor;
}

describe("the list", () => {
  test("what needs a person comes first, then by name without regard to case; pages cover it once", async () => {
    await add("zebra", { verdict: "down" });
    await add("yak", { verdict: "unknown" });
    await add("xerus", { verdict: "degraded" });
    await add("beta");
    await add("Alpha");
    await add("alpha");
    await add("gone", { verdict: "down", paused: true });
    const seen: MonitorListItem[] = [];
    let cursor: string | undefined;
    do {
      const page = await caller.monitor.list({ limit: 2, cursor });
      seen.push(...page.items);
      cursor = page.nextCursor ?? undefined;
      expect([page.total, page.counts.down, page.counts.up, page.counts.paused]).toEqual([7, 1, 3, 1]);
    } while (cursor);
    expect(seen.map((item) => item.name.toLowerCase())).toEqual([
      "zebra",
      "xerus",
      "yak",
      "alpha",
      "alpha",
      "beta",
      "gone",
    ]);
    expect(new Set(seen.map((item) => item.id)).size).toBe(7);
    expect(seen.at(-1)).toMatchObject({ verdict: "paused", since: nowMs, regions: ["aa-1", "bb-1"] });
  });

  test("search looks at names and addresses and takes % as it is; status filters what is shown", async () => {
    await add("100% organic");
    const names = async (query: { search?: string; status?: "paused" | "down" }) =>
      (await caller.monitor.list(query)).items.map((item) => item.name);
    expect(await names({ search: "0% o" })).toEqual(["100% organic"]);
    expect(await names({ search: "%" })).toEqual(["100% organic"]);
    expect(await names({ search: "ZEBR" })).toEqual(["zebra"]);
    expect((await caller.monitor.list({ search: "127.0.0.1" })).total).toBe(8);
    expect(await names({ status: "paused" })).toEqual(["gone"]);
    expect(await names({ status: "down" })).toEqual(["zebra"]);
  });

  test("a page link of another filter or a damaged one is no fault of the server", async () => {
    const { nextCursor } = await caller.monitor.list({ limit: 1 });
    const cursor = nextCursor ?? "";
    await expect(caller.monitor.list({ cursor, status: "paused" })).resolves.toMatchObject({ total: 8 });
    await expect(caller.monitor.list({ cursor: "%%%" })).rejects.toMatchObject({ code: "BAD_REQUEST" });
  });

  test("a monitor of another workspace is neither listed nor counted", async () => {
    const stranger = await dashboard.caller(await dashboard.member({ role: "owner" }));
    expect(await stranger.monitor.list({})).toMatchObject({ items: [], total: 0, nextCursor: null });
  });
});

describe("figures", () => {
  test("bars are the newest 20 over all regions; p95 is theirs until a rollup is there", async () => {
    const { id, publicId } = await add("bars");
    for (const [index, regionId] of regionIds.entries()) {
      const ticks = Array.from({ length: 30 }, (_, n) =>
        aTick({
          monitorId: id,
          scheduledAt: nowMs - (n * 2 + index + 1) * MINUTE_MS,
          totalUs: 10_000 + n * 1_000,
          outcome: n === 0 ? "timeout" : "ok",
        }),
      );
      await insertTicks(dashboard.database.pool, { regionId, vote: true, ticks });
    }
    const item = (await caller.monitor.list({ search: "bars" })).items[0];
    expect(item?.id).toBe(publicId);
    const bars = item ? unpackTicks(item.recent) : [];
    expect(bars).toHaveLength(20);
    const times = bars.map((tick) => tick.at);
    expect(times).toEqual([...times].sort((a, b) => a - b));
    expect(times.at(-1)).toBe(nowMs - MINUTE_MS);
    expect(bars.at(-1)).toMatchObject({ outcome: "timeout", totalMs: null });
    expect([item?.p95Ms, item?.coverage24h, item?.lastCheckAt]).toEqual([19, null, nowMs - MINUTE_MS]);
  });

  test("with rollups p95 is of the merged sketches and coverage of what was due", async () => {
    const { id } = await add("rolled");
    const bucketOf = (us: number) => Math.ceil(Math.log(us) / Math.log(1.02));
    const hour = (n: number) => new Date(nowMs - 30 * MINUTE_MS - n * HOUR_MS);
    const row = { monitorId: id, ticks: 0, internal: 0, sumUs: 0n };
    const fast = { sketchKeys: [bucketOf(10_000)], sketchCounts: [94] };
    const slow = { sketchKeys: [bucketOf(500_000)], sketchCounts: [6] };
    const [aa = 0, bb = 0] = regionIds;
    await dashboard.deps.db.rollupHour.createMany({
      data: [
        { ...row, regionId: aa, hour: hour(1), expected: 100, ok: 94, failed: 4, ...fast },
        { ...row, regionId: bb, hour: hour(0), expected: 100, ok: 6, failed: 46, ...slow },
        { ...row, regionId: bb, hour: hour(24), expected: 900, ok: 900, failed: 0, ...slow },
      ],
    });
    const item = (await caller.monitor.list({ search: "rolled" })).items[0];
    expect(item?.coverage24h).toBe(150 / 200);
    expect(Math.abs((item?.p95Ms ?? 0) - 500)).toBeLessThan(5.1);
    const detail = await caller.monitor.get({ id: item?.id ?? "" });
    expect(Math.abs((detail.p50Ms ?? 0) - 10)).toBeLessThan(0.11);
    expect(detail.p95Ms).toBe(item?.p95Ms);

    const week = await caller.monitor.latency({ id: item?.id ?? "", hours: 168 });
    expect((week.toMs - week.fromMs) / week.bucketMs).toBeLessThanOrEqual(300);
    expect(week.series.map(({ region, points }) => [region, points.length])).toEqual([
      ["aa-1", 1],
      ["bb-1", 2],
    ]);
    expect(week.series[0]?.points[0]).toMatchObject({ at: hour(1).getTime(), ok: 94, failed: 4 });
  });

  test("uptime is the share of the known time; maintenance is left out, and the raw figure says so", async () => {
    const { id } = await add("steady");
    const { db } = dashboard.deps;
    const step = (seq: number, from: "unknown" | "up" | "down", to: "up" | "down", hoursAgo: number) => ({
      monitorId: id,
      workspaceId,
      seq,
      from,
      to,
      raw: to,
      at: new Date(nowMs - hoursAgo * HOUR_MS),
      reason: "test",
      inputs: [],
    });
    // The first one is older than the day: its state is what the day begins with.
    await db.transition.createMany({
      data: [step(1, "unknown", "up", 30), step(2, "up", "down", 6), step(3, "down", "up", 4)],
    });
    const item = (await caller.monitor.list({ search: "steady" })).items[0];
    expect(item?.uptime24h).toBeCloseTo(22 / 24, 10);
    const publicId = item?.id ?? "";
    const transitions = await caller.monitor.transitions({ id: publicId });
    expect(transitions.map(({ seq }) => seq)).toEqual([3, 2, 1]);

    await db.monitor.update({ where: { id }, data: { tags: ["db"] } });
    const between = (from: number, to: number) => ({
      id: uuidv7(),
      startsAt: new Date(nowMs - from * HOUR_MS),
      endsAt: new Date(nowMs - to * HOUR_MS),
    });
    const window = { workspaceId, name: "Window", timing: {} };
    const tagged = { targets: { create: { tag: "db" } }, occurrences: { create: [between(6, 5)] } };
    const other = { targets: { create: { tag: "web" } }, occurrences: { create: [between(9, 2)] } };
    const deleted = {
      targets: { create: { monitorId: id } },
      deletedAt: new Date(nowMs - HOUR_MS),
      occurrences: { create: [between(5.5, 4.5), between(0.5, -1)] },
    };
    for (const data of [tagged, other, deleted]) {
      await db.maintenance.create({ data: { ...window, id: uuidv7(), ...data } });
    }
    const stranger = await aWorkspace(db, "Stranger");
    const all = { everything: true, occurrences: { create: [between(20, 1)] } };
    await db.maintenance.create({ data: { ...window, id: uuidv7(), workspaceId: stranger, ...all } });

    const detail = await caller.monitor.get({ id: publicId });
    expect(detail.uptimeRaw24h).toBeCloseTo(22 / 24, 10);
    expect(detail.maintenance24hMs).toBe(1.5 * HOUR_MS);
    expect(detail.uptime24h).toBeCloseTo(22 / 22.5, 10);
    expect((await caller.monitor.list({ search: "steady" })).items[0]?.uptime24h).toBe(detail.uptime24h);
  });
});

describe("one monitor", () => {
  test("latency of single ticks has exact percentiles per bucket and region", async () => {
    const { id, publicId } = await add("chart");
    const start = nowMs - 30 * MINUTE_MS;
    const ticks = Array.from({ length: 20 }, (_, n) =>
      aTick({ monitorId: id, scheduledAt: start + n * 100, totalUs: (n + 1) * 1_000 }),
    );
    ticks.push(aTick({ monitorId: id, scheduledAt: start + 5_000, outcome: "refused" }));
    ticks.push(aTick({ monitorId: id, scheduledAt: start + 6_000, outcome: "internal" }));
    await insertTicks(dashboard.database.pool, { regionId: regionIds[0] ?? 0, vote: true, ticks });
    const series = await caller.monitor.latency({ id: publicId, hours: 1 });
    const percentiles = { p50Ms: 10, p75Ms: 15, p95Ms: 19, p99Ms: 20, maxMs: 20 };
    const point = { at: start, ...percentiles, ok: 20, failed: 1 };
    expect(series.series).toEqual([{ region: "aa-1", points: [point] }]);
    expect(series.all).toEqual([point]);
  });

  test.each([
    { name: "begins with a young monitor", ageMin: 20, spanMin: 20 },
    { name: "of a new one shows ten minutes", ageMin: 0, spanMin: 10 },
    { name: "of an old one shows what was asked for", ageMin: 500, spanMin: 60 },
  ])("the chart $name", async ({ ageMin, spanMin }) => {
    const { id, publicId } = await add(`aged ${ageMin}`);
    const createdAt = new Date(nowMs - ageMin * MINUTE_MS);
    await dashboard.deps.db.monitor.update({ where: { id }, data: { createdAt } });
    const { fromMs, toMs, bucketMs } = await caller.monitor.latency({ id: publicId, hours: 1 });
    expect(toMs).toBe(nowMs);
    expect(Math.abs(nowMs - spanMin * MINUTE_MS - fromMs)).toBeLessThan(bucketMs);
  });

  test("ticks are paged newest first over all regions, with what was kept of the failures", async () => {
    const { id, publicId } = await add("paged");
    const evidence = {
      message: "connect ECONNREFUSED",
      remoteAddress: "127.0.0.1",
      resolvedAddresses: [],
      redirects: [],
      responseHeaders: [],
      bodySample: null,
      certificate: null,
    };
    for (const regionId of regionIds) {
      const ticks = Array.from({ length: 7 }, (_, n) =>
        aTick({
          monitorId: id,
          scheduledAt: nowMs - n * MINUTE_MS,
          ...(n === 3 ? { outcome: "refused", status: null, evidence } : {}),
        }),
      );
      await insertEvidence(dashboard.database.pool, { regionId, vote: true, ticks });
      await insertTicks(dashboard.database.pool, { regionId, vote: true, ticks });
    }
    const seen: string[] = [];
    let cursor: string | undefined;
    do {
      const page = await caller.monitor.ticks({ id: publicId, limit: 3, cursor });
      seen.push(...page.items.map((tick) => `${(nowMs - tick.at) / MINUTE_MS} ${tick.region}`));
      cursor = page.nextCursor ?? undefined;
    } while (cursor);
    expect(seen).toEqual([0, 1, 2, 3, 4, 5, 6].flatMap((n) => [`${n} aa-1`, `${n} bb-1`]));

    const failed = await caller.monitor.ticks({ id: publicId, failedOnly: true, region: "bb-1" });
    expect(failed.items).toMatchObject([
      { region: "bb-1", outcome: "refused", message: "connect ECONNREFUSED", hasEvidence: true },
    ]);
    const at = nowMs - 3 * MINUTE_MS;
    expect(await caller.monitor.evidence({ id: publicId, region: "bb-1", at })).toEqual(evidence);
    expect(await caller.monitor.evidence({ id: publicId, region: "bb-1", at: nowMs })).toBeNull();
  });

  test("gaps are point gaps and the slots of an outage that have no tick", async () => {
    const { id, publicId } = await add("gappy");
    const { pool, db } = dashboard.database;
    const [aa = 0] = regionIds;
    const assignment = await db.assignment.findFirstOrThrow({ where: { monitorId: id, regionId: aa } });
    const slot = (n: number) =>
      Math.floor((nowMs - HOUR_MS) / MINUTE_MS) * MINUTE_MS + assignment.offsetMs + n * MINUTE_MS;
    for (const n of [1, 2]) {
      await pool.query(
        "INSERT INTO gap (scheduled_at, monitor_id, region_id, reason) VALUES ($1, $2, $3, 3)",
        [new Date(slot(n)), id, aa],
      );
    }
    await pool.query("INSERT INTO outage (region_id, from_at, to_at, reason) VALUES ($1, $2, $3, 1)", [
      aa,
      new Date(slot(10)),
      new Date(slot(14)),
    ]);
    const ticks = [aTick({ monitorId: id, scheduledAt: slot(13) })];
    await insertTicks(pool, { regionId: aa, vote: true, ticks });
    expect(await caller.monitor.gaps({ id: publicId, hours: 24 })).toEqual([
      { region: "aa-1", fromAt: slot(14), toAt: slot(14), slots: 1, reason: "not_scheduled" },
      { region: "aa-1", fromAt: slot(11), toAt: slot(12), slots: 2, reason: "not_scheduled" },
      { region: "aa-1", fromAt: slot(1), toAt: slot(2), slots: 2, reason: "lost" },
    ]);
  });
});

test("the audit lists what is not plain ticks, of the caller's workspace only", async () => {
  const report = await caller.system.audit({ hours: 4 });
  expect(report.expected).toBe(report.ticks + report.gaps + report.unaccounted);
  expect(report.expected).toBeGreaterThan(0);
  expect(report.lines.every((line) => line.gaps + line.unaccounted > 0)).toBe(true);
  const stranger = await dashboard.caller(await dashboard.member({ role: "owner" }));
  expect(await stranger.system.audit({ hours: 4 })).toMatchObject({ expected: 0, lines: [] });
});

test("the system page works without Redis and says so", async () => {
  dashboard.stream.setUnreachable(true);
  const overview = await caller.system.overview().finally(() => dashboard.stream.setUnreachable(false));
  expect(overview.redis).toEqual({ connected: false, error: "The job stream does not answer." });
  expect(overview.regions.map((region) => [region.code, region.stream])).toEqual([
    ["aa-1", null],
    ["bb-1", null],
  ]);
  expect(overview.warnings.join(" ")).toContain("Redis does not answer");
  const healthy = await caller.system.overview();
  expect(healthy.regions[0]?.stream).toMatchObject({ length: 0, dead: 0 });
  expect(healthy.database.sizeBytes).toBeGreaterThan(1_000_000);
});
