import { uuidv7 } from "uuidv7";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { sketchKey } from "#domain/uptime/sketch.ts";
import { insertTicks } from "#server/store/tick-store.ts";
import { aMonitor, aRegion, aTick, aWorkspace } from "#testing/builders.ts";
import { createDashboard, type Dashboard, type DashboardCaller } from "#testing/dashboard.ts";

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;
const todayMs = Math.floor(Date.now() / DAY_MS) * DAY_MS;
const nowMs = todayMs + 12 * HOUR_MS;

let dashboard: Dashboard;
let workspaceId: string;
let caller: DashboardCaller;
let regionIds: [number, number];

beforeAll(async () => {
  dashboard = await createDashboard({ now: () => new Date(nowMs) });
  const { db } = dashboard.deps;
  workspaceId = await aWorkspace(db);
  regionIds = [await aRegion(db, "aa-1"), await aRegion(db, "bb-1")];
  caller = await dashboard.caller(await dashboard.member({ role: "viewer", workspaceId }));
});
afterAll(() => dashboard.close());

async function add(ageDays: number) {
  const { db } = dashboard.deps;
  const fromMs = nowMs - ageDays * DAY_MS;
  return aMonitor(db, { workspaceId, regionIds, name: `Aged ${ageDays}`, fromMs });
}

async function timeline(
  monitorId: number,
  steps: readonly (readonly [hoursAgo: number, to: "up" | "down"])[],
) {
  await dashboard.deps.db.transition.createMany({
    data: steps.map(([hoursAgo, to], index) => ({
      monitorId,
      workspaceId,
      seq: index + 1,
      from: "unknown" as const,
      to,
      raw: to,
      at: new Date(nowMs - hoursAgo * HOUR_MS),
      reason: "test",
      inputs: [],
    })),
  });
}

async function addWindow(
  name: string,
  timing: object,
  span: { from: number; to: number; monitorId: number },
) {
  await dashboard.deps.db.maintenance.create({
    data: {
      id: uuidv7(),
      workspaceId,
      name,
      timing,
      targets: { create: { monitorId: span.monitorId } },
      occurrences: {
        create: [
          {
            id: uuidv7(),
            startsAt: new Date(nowMs - span.from * HOUR_MS),
            endsAt: new Date(nowMs - span.to * HOUR_MS),
          },
        ],
      },
    },
  });
}

async function addIncident(monitorId: number, span: { from: number; to: number | null }) {
  const { id } = await dashboard.deps.db.incident.create({
    data: {
      id: uuidv7(),
      workspaceId,
      monitorId,
      openedAt: new Date(nowMs - span.from * HOUR_MS),
      closedAt: span.to === null ? null : new Date(nowMs - span.to * HOUR_MS),
      cause: "Timed out",
    },
  });
  return id;
}

describe("uptime", () => {
  test("a day has its down time, its incidents and its coverage; before the monitor nothing is known", async () => {
    const { id, publicId } = await add(10);
    // Up for ten days, but from 14 to 13 hours ago, over midnight.
    await timeline(id, [
      [240, "up"],
      [12.5, "down"],
      [11, "up"],
    ]);
    const incidentId = await addIncident(id, { from: 12.5, to: 11 });
    const row = { monitorId: id, ticks: 0, internal: 0, sumUs: 0n, sketchKeys: [], sketchCounts: [] };
    await dashboard.deps.db.rollupDay.createMany({
      data: regionIds.map((regionId) => ({
        ...row,
        regionId,
        day: new Date(todayMs - DAY_MS),
        expected: 100,
        ok: 88,
        failed: 2,
      })),
    });

    const { days, periods } = await caller.monitor.uptime({ id: publicId });
    expect(days).toHaveLength(90);
    expect(days[0]).toMatchObject({ at: todayMs - 89 * DAY_MS, upMs: 0, downMs: 0, unknownMs: DAY_MS });
    expect(days.at(-2)).toEqual({
      at: todayMs - DAY_MS,
      upMs: 23.5 * HOUR_MS,
      downMs: 0.5 * HOUR_MS,
      unknownMs: 0,
      maintenanceMs: 0,
      coverage: 0.9,
      incidents: [{ id: incidentId, cause: "Timed out" }],
    });
    expect(days.at(-1)).toMatchObject({ upMs: 11 * HOUR_MS, downMs: HOUR_MS, coverage: null });
    expect(periods.map(({ days, ratio }) => [days, ratio])).toEqual([
      [1, 22.5 / 24],
      ...[7, 30, 90, 365].map((length) => [length, 1 - 1.5 / (24 * Math.min(length, 10))]),
    ]);
    expect(periods.at(-1)).toMatchObject({
      fromMs: nowMs - 10 * DAY_MS,
      unknownMs: 0,
      downMs: 1.5 * HOUR_MS,
    });
    expect(periods[1]?.coverage).toBe(0.9);
  });

  test("maintenance is left out of the figure and kept in the raw one", async () => {
    const { id, publicId } = await add(3);
    await timeline(id, [
      [72, "up"],
      [6, "down"],
      [4, "up"],
    ]);
    await addWindow("Patches", { kind: "once" }, { from: 6, to: 5, monitorId: id });
    const { days, periods } = await caller.monitor.uptime({ id: publicId });
    expect(periods[0]).toMatchObject({
      ratio: 22 / 23,
      rawRatio: 22 / 24,
      downMs: HOUR_MS,
      rawDownMs: 2 * HOUR_MS,
      maintenanceMs: HOUR_MS,
      coverage: null,
    });
    expect(days.at(-1)).toMatchObject({ downMs: HOUR_MS, maintenanceMs: HOUR_MS });
  });
});

describe("latency", () => {
  test("all regions together have percentiles of their own, not means of percentiles", async () => {
    const { id, publicId } = await add(3);
    const hour = new Date(nowMs - 2 * HOUR_MS);
    const row = { monitorId: id, hour, ticks: 100, expected: 100, failed: 0, internal: 0, sumUs: 0n };
    const of = (us: number, count: number) => ({
      ok: count,
      sketchKeys: [sketchKey(us)],
      sketchCounts: [count],
    });
    await dashboard.deps.db.rollupHour.createMany({
      data: [
        { ...row, regionId: regionIds[0], ...of(10_000, 90) },
        { ...row, regionId: regionIds[1], ...of(500_000, 10) },
      ],
    });
    const { series, all, source } = await caller.monitor.latency({ id: publicId, hours: 48 });
    expect(source).toBe("hour");
    expect(series.map(({ region, points }) => [region, points.length])).toEqual([
      ["aa-1", 1],
      ["bb-1", 1],
    ]);
    expect(all).toHaveLength(1);
    const { p50Ms = 0, p75Ms = 0, p95Ms = 0, p99Ms = 0, ok } = all[0] ?? {};
    expect(ok).toBe(100);
    for (const [shown, truth] of [
      [p50Ms, 10],
      [p75Ms, 10],
      [p95Ms, 500],
      [p99Ms, 500],
    ]) {
      expect(Math.abs((shown ?? 0) - (truth ?? 0))).toBeLessThan((truth ?? 0) * 0.0101);
    }
  });

  test("where the ticks of a short time are gone, its hours tell", async () => {
    const { id, publicId } = await add(60);
    const hour = new Date(nowMs - 50 * DAY_MS);
    const counts = { ticks: 60, expected: 60, ok: 60, failed: 0, internal: 0, sumUs: 0n };
    await dashboard.deps.db.rollupHour.create({
      data: { monitorId: id, regionId: regionIds[0], hour, ...counts, sketchKeys: [450], sketchCounts: [60] },
    });
    const span = { fromMs: hour.getTime() - HOUR_MS, toMs: hour.getTime() + 2 * HOUR_MS };
    const { source, all } = await caller.monitor.latency({ id: publicId, ...span });
    expect([source, all.map(({ at, ok }) => [at, ok])]).toEqual(["hour", [[hour.getTime(), 60]]]);
  });

  test("marks are what touches the time: incidents, maintenance, and deploys by their name", async () => {
    const { id, publicId } = await add(3);
    const open = await addIncident(id, { from: 1, to: null });
    await addIncident(id, { from: 30, to: 29 });
    await addWindow("Patches", { kind: "once" }, { from: 3, to: 2, monitorId: id });
    await addWindow("Shop 4.2", { kind: "hook", maxMin: 30 }, { from: 1.5, to: 1.4, monitorId: id });
    const { marks } = await caller.monitor.latency({ id: publicId, hours: 4 });
    expect(marks.map(({ kind, name, toMs }) => [kind, name, toMs === null])).toEqual([
      ["maintenance", "Patches", false],
      ["deploy", "Shop 4.2", false],
      ["incident", "Timed out", true],
    ]);
    expect(marks.at(-1)?.id).toBe(open);
  });
});

test("phases are means that lie on each other, of one region or of all, without failures", async () => {
  const { id, publicId } = await add(1);
  const start = nowMs - 20 * MINUTE_MS;
  const phases = { dnsUs: 1_000, connectUs: 2_000, tlsUs: null, ttfbUs: 6_000, transferUs: 1_000 };
  for (const [place, regionId] of regionIds.entries()) {
    const ticks = [0, 1].map((n) =>
      aTick({ monitorId: id, scheduledAt: start + n * 1_000, ...phases, ttfbUs: 6_000 + place * 2_000 }),
    );
    ticks.push(aTick({ monitorId: id, scheduledAt: start + 2_000, outcome: "timeout", ttfbUs: null }));
    await insertTicks(dashboard.database.pool, { regionId, vote: true, ticks });
  }
  const both = await caller.monitor.phases({ id: publicId, hours: 1 });
  expect(both).toMatchObject({
    sampled: null,
    points: [{ at: start, dnsMs: 1, connectMs: 2, tlsMs: 0, waitMs: 7, transferMs: 1, checks: 4 }],
  });
  const one = await caller.monitor.phases({ id: publicId, hours: 1, region: "bb-1" });
  expect(one.points).toMatchObject([{ waitMs: 8, checks: 2 }]);
  const long = await caller.monitor.phases({ id: publicId, hours: 2_160 });
  expect(long.sampled).toBeNull();
});

test("the heat map is by the clock of the zone that is asked for", async () => {
  const { id, publicId } = await add(30);
  const monday = todayMs - ((new Date(todayMs).getUTCDay() + 6) % 7) * DAY_MS - 7 * DAY_MS;
  const counts = { ticks: 60, expected: 60, failed: 3, internal: 0, sumUs: 0n };
  await dashboard.deps.db.rollupHour.createMany({
    data: [monday, monday - 7 * DAY_MS].map((day) => ({
      monitorId: id,
      regionId: regionIds[0],
      hour: new Date(day + 22 * HOUR_MS),
      ...counts,
      ok: 57,
      sketchKeys: [sketchKey(100_000)],
      sketchCounts: [57],
    })),
  });
  const inUtc = await caller.monitor.heatMap({ id: publicId, zone: "UTC" });
  expect(inUtc.cells).toMatchObject([{ weekday: 1, hour: 22, ok: 114, failed: 6 }]);
  const inIndia = await caller.monitor.heatMap({ id: publicId, zone: "Asia/Kolkata" });
  expect(inIndia.offsetMin).toBe(30);
  expect(inIndia.cells).toMatchObject([{ weekday: 2, hour: 3, ok: 114 }]);
  expect(Math.abs((inIndia.cells[0]?.p95Ms ?? 0) - 100)).toBeLessThan(1.01);
  await expect(caller.monitor.heatMap({ id: publicId, zone: "Mars/Base" })).rejects.toMatchObject({
    code: "BAD_REQUEST",
  });
});

test("ticks can be asked for by time", async () => {
  const { id, publicId } = await add(1);
  const ticks = [1, 2, 3, 4].map((n) => aTick({ monitorId: id, scheduledAt: nowMs - n * MINUTE_MS }));
  await insertTicks(dashboard.database.pool, { regionId: regionIds[0], vote: true, ticks });
  const span = { fromMs: nowMs - 3 * MINUTE_MS, toMs: nowMs - 2 * MINUTE_MS };
  const first = await caller.monitor.ticks({ id: publicId, ...span, limit: 1 });
  const second = await caller.monitor.ticks({ id: publicId, ...span, cursor: first.nextCursor ?? "" });
  expect([...first.items, ...second.items].map(({ at }) => (nowMs - at) / MINUTE_MS)).toEqual([2, 3]);
  expect(second.nextCursor).toBeNull();
});
