import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { recordBeat } from "#server/store/probe-store.ts";
import { recordControl } from "#server/store/region-fault-store.ts";
import { OutageRig } from "#testing/outage-rig.ts";
import { judgeRegionHealth } from "./judge-region-health.ts";

const START = Date.now() - 600_000;
const REGIONS = ["ap", "eu", "us"];
const ANY = { quorum: { kind: "any" as const }, failuresInARow: 1 };
let rig: OutageRig;

beforeAll(async () => {
  rig = await OutageRig.open(START);
  await rig.addRegions(REGIONS);
});
afterAll(() => rig.close());
beforeEach(async () => {
  await rig.rows("TRUNCATE monitor, tick, tick_evidence, gap, region_fault CASCADE");
  await rig.rows("UPDATE region SET healthy = true");
  rig.deps.setNow(START);
});

const faults = () => rig.rows("SELECT region_id, kind, from_at, to_at, reason FROM region_fault ORDER BY id");

/** Twelve monitors, two on each host, that a single failure brings down; all are up. */
async function addTwelve(hosts = 6): Promise<number[]> {
  const ids: number[] = [];
  for (let n = 0; n < 12; n += 1) {
    ids.push(await rig.addMonitor(REGIONS, { policy: ANY, host: `host-${n % hosts}.example` }));
  }
  for (const region of REGIONS) await seeAll(ids, region, START + 1_000, "ok");
  return ids;
}

async function seeAll(ids: readonly number[], region: string, at: number, outcome: "ok" | "timeout") {
  rig.deps.setNow(Math.max(rig.deps.clock(), at + 30));
  await rig.report(
    region,
    ids.map((monitorId) => ({ monitorId, at, outcome })),
  );
}

const storiesOf = async (ids: readonly number[]) =>
  new Set(await Promise.all(ids.map((id) => rig.storyOf(id))));

test("a region that fails at what others reach is sick: nobody is told, and it recovers by itself", async () => {
  const ids = await addTwelve();
  for (const region of ["eu", "us"]) await seeAll(ids, region, START + 11_500, "ok");
  await seeAll(ids.slice(0, 9), "ap", START + 11_000, "timeout");
  expect(await storiesOf(ids)).toEqual(new Set(["unknown > up"]));
  expect(await faults()).toMatchObject([
    { region_id: rig.regionIdOf("ap"), kind: "mass_failure", from_at: new Date(START + 11_000), to_at: null },
  ]);
  await seeAll(ids, "ap", START + 21_000, "timeout");
  expect(await judgeRegionHealth(rig.deps)).toBe(0);
  expect(await storiesOf(ids)).toEqual(new Set(["unknown > up"]));
  expect(await rig.rows("SELECT FROM delivery")).toEqual([]);

  for (const region of REGIONS) await seeAll(ids, region, START + 31_000, "ok");
  expect(await judgeRegionHealth(rig.deps)).toBe(1);
  expect(await judgeRegionHealth(rig.deps)).toBe(0);
  expect((await faults()).map(({ to_at }) => to_at)).toEqual([new Date(rig.deps.clock())]);

  rig.deps.setNow(START + 40_000);
  await seeAll(ids.slice(0, 1), "ap", START + 41_000, "timeout");
  expect(await rig.storyOf(ids[0] ?? 0)).toBe("unknown > up > down");
});

test("monitors of one or two hosts that fail from one region are those hosts' affair", async () => {
  const ids = await addTwelve(4);
  for (const region of ["eu", "us"]) await seeAll(ids, region, START + 11_500, "ok");
  await seeAll(ids, "ap", START + 11_000, "timeout");
  expect(await storiesOf(ids)).toEqual(new Set(["unknown > up > down"]));
  expect(await faults()).toEqual([]);
});

test("an outage that every region sees is an outage, however large", async () => {
  const ids = await addTwelve();
  const policy = { quorum: { kind: "majority" as const }, failuresInARow: 1 };
  await rig.database.db.monitor.updateMany({ data: { policy } });
  for (const region of REGIONS) await seeAll(ids, region, START + 11_000, "timeout");
  await rig.pass(rig.deps.clock() + 1_100);
  expect(await storiesOf(ids)).toEqual(new Set(["unknown > up > down"]));
});

test("a region is found sick also while no verdict hangs on it", async () => {
  const ids = await addTwelve();
  await rig.database.db.monitor.updateMany({ data: { policy: {} } });
  await seeAll(ids, "us", START + 11_000, "timeout");
  expect(await judgeRegionHealth(rig.deps)).toBe(0);
  for (const region of ["ap", "eu"]) await seeAll(ids, region, START + 12_000, "ok");
  expect(await faults()).toEqual([]);
  expect(await judgeRegionHealth(rig.deps)).toBe(1);
  expect(await judgeRegionHealth(rig.deps)).toBe(0);
  expect(await faults()).toMatchObject([{ region_id: rig.regionIdOf("us"), to_at: null }]);
});

test("regression: of two probes of a region one that is cut off made the region sick and well every five seconds", async () => {
  const regionId = rig.regionIdOf("ap");
  const say = async (instance: string, regionHealthy: boolean, nowMs: number) => {
    const load = { inFlight: 0, queued: 0, pendingEntries: 0, lagMs: 0, spooled: 0, rssBytes: 1 };
    const beat = { instance, version: "1", runtime: "node" as const, ...load, regionHealthy, since: null };
    await recordBeat(rig.database.pool, { regionId, beat, nowMs });
    await recordControl(rig.database.pool, { id: regionId, healthy: regionHealthy, nowMs });
  };
  await say("a", true, START);
  for (const later of [1_000, 6_000, 11_000]) {
    await say("b", false, START + later);
    await say("a", true, START + later + 2_500);
  }
  expect(await faults()).toEqual([]);

  await say("b", false, START + 28_500);
  expect(await faults()).toMatchObject([{ from_at: new Date(START + 28_500), to_at: null }]);
  await say("a", true, START + 30_000);
  await say("b", false, START + 31_000);
  expect(await faults()).toMatchObject([{ to_at: new Date(START + 30_000) }]);
  await rig.rows("TRUNCATE probe_instance");
});

test("with every region sick a monitor is unknown, never down, and comes back with the regions", async () => {
  const id = await rig.addMonitor(REGIONS, { policy: ANY });
  for (const region of REGIONS) await rig.see({ monitorId: id, region, at: START + 1_000 });
  for (const code of REGIONS) {
    const region = { id: rig.regionIdOf(code), healthy: false };
    await recordControl(rig.database.pool, { ...region, nowMs: START + 5_000 });
    await recordControl(rig.database.pool, { ...region, nowMs: START + 6_000 });
  }
  expect(await faults()).toHaveLength(3);
  for (const region of REGIONS) {
    await rig.see({ monitorId: id, region, at: START + 11_000, outcome: "timeout", healthy: false });
  }
  await rig.pass(START + 20_000);
  expect(await rig.storyOf(id)).toBe("unknown > up > unknown");

  for (const code of REGIONS) {
    const region = { id: rig.regionIdOf(code), healthy: true, nowMs: START + 25_000 };
    await recordControl(rig.database.pool, region);
    await recordControl(rig.database.pool, region);
  }
  expect((await faults()).map(({ to_at }) => to_at)).toEqual(Array(3).fill(new Date(START + 25_000)));
  for (const region of REGIONS) await rig.see({ monitorId: id, region, at: START + 31_000 });
  await rig.pass(START + 40_000);
  expect(await rig.storyOf(id)).toBe("unknown > up > unknown > up");
});
