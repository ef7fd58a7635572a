import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { ProbeReport } from "#contracts/probe-rpc.ts";
import { checksKey, deadKey, PROBE_GROUP, resultsKey, urgentKey } from "#contracts/stream-keys.ts";
import { aConfig, aJob, anObservation, ProbeRig, REGION } from "../testing/probe-rig.ts";
import { ProbeRpcError } from "./ports.ts";
import type { Probe } from "./probe.ts";

const START = 1_800_000_000_000;
const BOOT_KEY = `probe:boot:${REGION}:a`;
let rig: ProbeRig;
let probe: Probe | null;

beforeEach(async () => {
  vi.useFakeTimers({ now: START, toFake: ["setTimeout", "clearTimeout", "Date", "performance"] });
  rig = new ProbeRig();
  probe = null;
  await rig.openStreams();
  for (let id = 1; id <= 1000; id += 1) rig.configs.set(id, aConfig(id, { intervalMs: 1000 }));
});

afterEach(async () => {
  const stopping = probe?.stop();
  await vi.advanceTimersByTimeAsync(11_000);
  await stopping;
  vi.useRealTimers();
});

const pass = (ms: number) => vi.advanceTimersByTimeAsync(ms);
const away = () => {
  throw new ProbeRpcError("unavailable", "away");
};
const never = () => new Promise<never>(() => undefined);

test("when the app is away results go to the spool and the entry is acknowledged", async () => {
  await rig.give([aJob(1, START + 1000)]);
  rig.onReport = away;
  probe = rig.start();
  await pass(12_000);
  expect(rig.reports).toEqual([]);
  expect(await rig.pending()).toBe(0);
  const key = resultsKey(REGION);
  await rig.stream.ensureGroup(key, "ingest");
  const [spooled] = await rig.stream.readNew([key], { group: "ingest", consumer: "x", count: 9 });
  expect(ProbeReport.parse(JSON.parse(spooled?.payload ?? "")).ticks).toMatchObject([{ monitorId: 1 }]);
  expect(probe.stats().spooled).toBe(1);
});

test("when the app and Redis are both away results wait in memory, and the entry stays pending", async () => {
  await rig.give([aJob(1, START + 2000)]);
  probe = rig.start();
  await pass(1000);
  rig.onReport = away;
  rig.stream.setUnreachable(true);
  await pass(20_000);
  expect(rig.runs).toHaveLength(1);
  rig.stream.setUnreachable(false);
  expect(await rig.pending()).toBe(1);
  rig.onReport = () => undefined;
  await pass(40_000);
  expect(rig.ticks).toMatchObject([{ monitorId: 1 }]);
  expect(await rig.pending()).toBe(0);
});

test("a refused token is said clearly, and results are kept until it is mended", async () => {
  await rig.give([aJob(1, START + 1000)]);
  rig.onReport = () => {
    throw new ProbeRpcError("unauthorised", "HTTP 401");
  };
  probe = rig.start();
  await pass(10_000);
  expect(rig.logs).toContain("error the app refuses this probe's token; results are kept and tried again");
  expect(await rig.pending()).toBe(1);
  rig.onReport = () => undefined;
  await pass(30_000);
  expect(rig.ticks).toHaveLength(1);
});

test("one result that the app will never take does not hold up the others", async () => {
  await rig.give([1, 2, 3, 4].map((id) => aJob(id, START + 1000)));
  rig.onReport = (report) => {
    if (report.ticks.some((tick) => tick.monitorId === 3)) throw new ProbeRpcError("rejected", "HTTP 400");
  };
  probe = rig.start();
  await pass(8000);
  expect(rig.ticks.map((tick) => tick.monitorId)).toEqual([1, 2, 4]);
  expect(await rig.pending()).toBe(0);
});

test("without any configuration the slot waits until it is stale and becomes a gap", async () => {
  await rig.give([aJob(1, START + 1000)]);
  rig.onConfigs = away;
  probe = rig.start();
  await pass(59_000);
  expect(rig.gaps).toEqual([]);
  await pass(5000);
  expect(rig.gaps).toEqual([{ monitorId: 1, scheduledAt: START + 1000, reason: "config_unavailable" }]);
});

test("a restarted probe goes on with its own pending entries", async () => {
  await rig.give([aJob(1, START + 1000), aJob(1, START + 8000)]);
  probe = rig.start();
  await pass(3000);
  const stopping = probe.stop();
  await pass(500);
  await stopping;
  expect(await rig.pending()).toBe(1);
  rig.configs.set(1, aConfig(1, { intervalMs: 1000 }));
  probe = rig.start();
  await pass(10_000);
  expect(rig.ticks.map((tick) => tick.scheduledAt - START)).toContain(8000);
  expect(await rig.pending()).toBe(0);
});

test("stopping lets checks in flight finish and reports them", async () => {
  rig.check = () => new Promise((done) => setTimeout(() => done(anObservation()), 3000));
  await rig.give([aJob(1, START + 1000)]);
  probe = rig.start();
  await pass(1500);
  const stopping = probe.stop();
  await pass(3000);
  await stopping;
  expect(rig.ticks).toHaveLength(1);
  expect(await rig.pending()).toBe(0);
});

test("stopping gives up on a check that hangs, and its slot stays pending", async () => {
  rig.check = never;
  await rig.give([aJob(1, START + 1000)]);
  probe = rig.start();
  await pass(1500);
  const stopping = probe.stop();
  await pass(10_500);
  await stopping;
  expect(await rig.pending()).toBe(1);
});

test("after FLUSHALL the groups are made anew and work goes on", async () => {
  probe = rig.start();
  await pass(1000);
  await rig.stream.flush();
  await rig.give([aJob(1, START + 5000)]);
  await pass(9000);
  expect(rig.ticks).toHaveLength(1);
});

test("entries of a lost reply are found again after Redis is back", async () => {
  probe = rig.start();
  await pass(1000);
  await rig.give([aJob(1, START + 8000)]);
  await rig.stream.readNew([checksKey(REGION)], { group: PROBE_GROUP, consumer: "a", count: 10 });
  rig.stream.setUnreachable(true);
  await pass(1000);
  rig.stream.setUnreachable(false);
  await pass(12_000);
  expect(rig.ticks).toHaveLength(1);
});

test("what cannot be read goes to the dead letters", async () => {
  await rig.stream.add(urgentKey(REGION), "{not json");
  probe = rig.start();
  await pass(7000);
  expect(await rig.stream.length(deadKey(REGION))).toBe(1);
  expect((await rig.stream.describe(urgentKey(REGION), PROBE_GROUP)).pending).toBe(0);
});

test("a job that killed its worker while it ran alone is buried with a gap, the rest of its entry runs", async () => {
  await rig.give([aJob(1, START + 4000), aJob(2, START + 4000)]);
  for (let life = 0; life < 4; life += 1) {
    await rig.stream.readNew([checksKey(REGION)], { group: PROBE_GROUP, consumer: "a", count: 10 });
    await rig.stream.readPending(checksKey(REGION), {
      group: PROBE_GROUP,
      consumer: "a",
      count: 10,
      after: "0",
    });
  }
  const boot = { startedAt: START - 1000, clean: false, crashes: 3, alone: `1:${START + 4000}` };
  await rig.stream.setValue(BOOT_KEY, JSON.stringify(boot));
  probe = rig.start();
  await pass(9000);
  expect(rig.gaps).toEqual([{ monitorId: 1, scheduledAt: START + 4000, reason: "poison" }]);
  expect(rig.ticks).toMatchObject([{ monitorId: 2 }]);
  expect(await rig.stream.length(deadKey(REGION))).toBe(1);
});

test("in a crash loop a suspect job runs alone, with its name noted first", async () => {
  await rig.give([aJob(1, START + 4000), aJob(2, START + 4000)]);
  await rig.stream.readNew([checksKey(REGION)], { group: PROBE_GROUP, consumer: "a", count: 10 });
  for (let life = 0; life < 3; life += 1) {
    await rig.stream.readPending(checksKey(REGION), {
      group: PROBE_GROUP,
      consumer: "a",
      count: 10,
      after: "0",
    });
  }
  await rig.stream.setValue(
    BOOT_KEY,
    JSON.stringify({ startedAt: START - 1000, clean: false, crashes: 2, alone: null }),
  );
  rig.check = never;
  probe = rig.start();
  await pass(5000);
  expect(rig.runs).toMatchObject([{ monitorId: 1 }]);
  expect(JSON.parse((await rig.stream.getValue(BOOT_KEY)) ?? "{}")).toMatchObject({
    alone: `1:${START + 4000}`,
  });
});

test("entries that were read often by clean restarts are no suspects", async () => {
  await rig.give([aJob(1, START + 90_000)]);
  for (let life = 0; life < 6; life += 1) {
    probe = rig.start();
    await pass(1000);
    const stopping = probe.stop();
    await pass(100);
    await stopping;
  }
  probe = rig.start();
  await pass(95_000);
  expect(rig.ticks).toHaveLength(1);
  expect(rig.logs.filter((line) => line.includes("clean stop"))).toEqual([]);
});

test("a target that has failed for an hour is checked in every second slot, until it answers", async () => {
  const intervalMs = 300_000;
  rig.configs.set(1, aConfig(1, { intervalMs }));
  let outcome: "timeout" | "ok" = "timeout";
  rig.check = async () => anObservation(outcome);
  probe = rig.start();
  const first = Math.ceil((START + 1) / intervalMs) * intervalMs;
  const checkSlots = async (from: number, count: number) => {
    for (let number = from; number < from + count; number += 1) {
      await rig.give([aJob(1, first + number * intervalMs)]);
      await vi.advanceTimersByTimeAsync(intervalMs);
    }
    await vi.advanceTimersByTimeAsync(1_000);
  };
  await checkSlots(0, 20);
  const left = rig.gaps.map(({ reason }) => reason);
  expect(left).toEqual(Array(left.length).fill("back_off"));
  expect([rig.ticks.length, left.length].toSorted((a, b) => b - a)).toEqual([16, 4]);

  outcome = "ok";
  await checkSlots(20, 6);
  expect(rig.gaps.length).toBeLessThanOrEqual(left.length + 1);
  expect(rig.ticks.filter((tick) => tick.outcome === "ok").length).toBeGreaterThanOrEqual(5);
});
