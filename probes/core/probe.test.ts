import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { encodeChanged, encodeJobs } from "#contracts/job.ts";
import { MAX_CONFIGS_PER_CALL, MAX_TICKS_PER_REPORT, ProbeReport } from "#contracts/probe-rpc.ts";
import { checksKey, urgentKey } from "#contracts/stream-keys.ts";
import { TrialReport } from "#contracts/trial.ts";
import { aConfig, aJob, anObservation, ProbeRig, REGION } from "../testing/probe-rig.ts";
import { CONFIGS_PER_CALL } from "./config-cache.ts";
import { ProbeRpcError } from "./ports.ts";
import type { Probe } from "./probe.ts";
import { RESULTS_PER_REPORT } from "./reporter.ts";

const START = 1_800_000_000_000;
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

test("jobs run at their moment, are reported, and only then acknowledged", async () => {
  await rig.give([aJob(1, START + 3000), aJob(2, START + 5000)]);
  const reported: Promise<void>[] = [];
  rig.onReport = async () => {
    expect(await rig.pending()).toBe(1);
    reported.push(Promise.resolve());
  };
  probe = rig.start();
  await pass(20_000);
  expect(rig.runs.map((run) => run.at - START)).toEqual([3000, 5000]);
  expect(rig.ticks).toMatchObject([
    { monitorId: 1, scheduledAt: START + 3000, lateMs: 0, outcome: "ok" },
    { monitorId: 2, scheduledAt: START + 5000, lateMs: 0, outcome: "ok" },
  ]);
  for (const report of rig.reports) expect(() => ProbeReport.parse(report)).not.toThrow();
  expect(reported).toHaveLength(2);
  expect(await rig.pending()).toBe(0);
  expect(await rig.stream.length(checksKey(REGION))).toBe(0);
});

test("configurations are fetched when the entry is read, once for all of it", async () => {
  await rig.give([aJob(1, START + 9000), aJob(2, START + 9000), aJob(1, START + 10_000)]);
  probe = rig.start();
  await pass(1000);
  expect(rig.asked).toEqual([[1, 2]]);
  expect(rig.runs).toEqual([]);
});

test("an urgent job runs at once, before what the other stream holds", async () => {
  await rig.give([aJob(1, START)]);
  await rig.stream.add(urgentKey(REGION), encodeJobs([aJob(2, START, { origin: "first" })]));
  probe = rig.start();
  await pass(600);
  expect(rig.runs.map((run) => run.monitorId)).toEqual([2, 1]);
});

test("a confirmation runs at its moment while its host hangs, and is reported at once", async () => {
  for (const id of [1, 2, 3]) rig.configs.set(id, aConfig(id, { intervalMs: 1000, check: aConfig(9).check }));
  rig.check = ({ monitorId }) => (monitorId === 3 ? Promise.resolve(anObservation()) : never());
  await rig.give([aJob(1, START + 500), aJob(2, START + 500)]);
  const confirm = aJob(3, START + 1500, { origin: "confirm" });
  await rig.stream.add(urgentKey(REGION), encodeJobs([confirm]));
  probe = rig.start();
  await pass(1510);
  expect(rig.ticks).toMatchObject([{ monitorId: 3, lateMs: 0, origin: "confirm" }]);
});

test("a confirmation that comes too late is dropped without a gap", async () => {
  const late = aJob(1, START - 5000, { origin: "confirm" });
  await rig.stream.add(urgentKey(REGION), encodeJobs([late]));
  probe = rig.start();
  await pass(10_000);
  expect(rig.reports).toEqual([]);
  expect(await rig.stream.length(urgentKey(REGION))).toBe(0);
});

test("a redelivered slot runs once, and its second entry waits for the same result", async () => {
  await rig.give([aJob(1, START + 5000)]);
  await rig.give([aJob(1, START + 5000)]);
  probe = rig.start();
  await pass(4000);
  expect(await rig.pending()).toBe(2);
  await pass(6000);
  await rig.give([aJob(1, START + 5000)]);
  await pass(6000);
  expect(rig.runs).toHaveLength(1);
  expect(await rig.pending()).toBe(0);
});

test("a slot later than its interval is not run but reported as a gap", async () => {
  await rig.give([aJob(1, START - 2000), aJob(2, START)]);
  probe = rig.start();
  await pass(7000);
  expect(rig.gaps).toEqual([{ monitorId: 1, scheduledAt: START - 2000, reason: "late" }]);
  expect(rig.ticks).toMatchObject([{ monitorId: 2 }]);
  expect(await rig.pending()).toBe(0);
});

test("overdue jobs are paced to 500 a second", async () => {
  for (let id = 1; id <= 1000; id += 1)
    rig.configs.set(id, aConfig(id, { intervalMs: 30_000, slotOffsetMs: 25_000 }));
  for (let from = 1; from <= 1000; from += 100) {
    await rig.give(Array.from({ length: 100 }, (_, index) => aJob(from + index, START - 5000)));
  }
  probe = rig.start();
  await pass(1000);
  expect(rig.runs.length).toBeGreaterThan(400);
  expect(rig.runs.length).toBeLessThanOrEqual(510);
  await pass(2000);
  expect(rig.runs).toHaveLength(1000);
});

test("one host gets two checks at a time and the others wait in order", async () => {
  const finish: (() => void)[] = [];
  rig.check = () => new Promise((done) => finish.push(() => done(anObservation())));
  for (const id of [1, 2, 3, 4]) {
    rig.configs.set(id, aConfig(id, { check: { ...aConfig(9).check } }));
  }
  await rig.give([1, 2, 3, 4].map((id) => aJob(id, START + 20_000)));
  probe = rig.start();
  await pass(20_500);
  expect(rig.runs.map((run) => run.monitorId)).toEqual([1, 2]);
  finish[0]?.();
  await pass(10);
  expect(rig.runs.map((run) => run.monitorId)).toEqual([1, 2, 3]);
  finish[1]?.();
  finish[2]?.();
  await pass(10);
  expect(rig.runs).toHaveLength(4);
  finish[3]?.();
});

test("ok ticks travel together, a failure travels at once with its evidence", async () => {
  rig.configs.set(2, aConfig(2, { intervalMs: 1000, slotOffsetMs: 100 }));
  await rig.give([
    aJob(1, START + 1000),
    aJob(2, START + 1100),
    aJob(3, START + 3000),
    aJob(3, START + 4000),
  ]);
  probe = rig.start();
  await pass(2000);
  expect(rig.reports).toHaveLength(1);
  expect(rig.reports[0]?.ticks).toHaveLength(2);
  expect(rig.reports[0]?.ticks[0]?.evidence).toBeUndefined();
  rig.check = async () => anObservation("refused");
  await pass(1005);
  expect(rig.ticks[2]).toMatchObject({ outcome: "refused", evidence: { message: "refused" } });
  rig.check = async () => anObservation();
  await pass(1500);
  expect(rig.ticks[3]).toMatchObject({ outcome: "ok", evidence: { message: "ok" } });
});

test("a full report leaves without waiting, and while it is in flight the next results gather", async () => {
  let answer: () => void = () => undefined;
  rig.onReport = () =>
    new Promise((done) => {
      answer = done;
    });
  for (let wave = 0; wave < 7; wave += 1) {
    const offset = wave < 5 ? 0 : (wave - 4) * 10;
    const ids = Array.from({ length: 100 }, (_, index) => wave * 100 + index + 1);
    for (const id of ids) rig.configs.set(id, aConfig(id, { intervalMs: 1000, slotOffsetMs: offset }));
    await rig.give(ids.map((id) => aJob(id, START + 5000 + offset)));
  }
  probe = rig.start();
  await pass(5030);
  answer();
  await pass(300);
  answer();
  await pass(5);
  expect(rig.reports.map((report) => report.ticks.length)).toEqual([500, 200]);
});

test("a paused monitor's queued jobs are dropped without a gap after the word that it changed", async () => {
  await rig.give([aJob(1, START + 1000), aJob(1, START + 6000)]);
  probe = rig.start();
  await pass(3000);
  rig.configs.set(1, { state: "off", monitorId: 1 });
  await rig.stream.add(urgentKey(REGION), encodeChanged([1]));
  await pass(9000);
  expect(rig.runs).toHaveLength(1);
  expect(rig.gaps).toEqual([]);
  expect(await rig.pending()).toBe(0);
});

test("jobs of a grid that an edit replaced are dropped, jobs of the new one run with the new version", async () => {
  await rig.give([aJob(1, START + 5000), aJob(1, START + 5500)]);
  probe = rig.start();
  await pass(1000);
  rig.configs.set(
    1,
    aConfig(1, { configVersion: 2, intervalMs: 1000, slotOffsetMs: 500, gridFrom: START + 1000 }),
  );
  await rig.stream.add(urgentKey(REGION), encodeChanged([1]));
  await pass(8000);
  expect(rig.runs).toMatchObject([{ at: START + 5500, version: 2 }]);
  expect(rig.ticks).toMatchObject([{ configVersion: 2 }]);
});

test("a newer version in a job is fetched; while the app is away the older one is used", async () => {
  await rig.give([aJob(1, START + 1000)]);
  probe = rig.start();
  await pass(2000);
  rig.onConfigs = away;
  await rig.give([aJob(1, START + 4000, { configVersion: 2 })]);
  await pass(4000);
  expect(rig.runs.map((run) => run.version)).toEqual([1, 1]);
});

test("a new failure waits for the control targets, and a sick region says so", async () => {
  rig.controlTargets = ["http://control.example/"];
  await rig.give([aJob(1, START + 1000), aJob(1, START + 4000)]);
  probe = rig.start();
  await pass(3000);
  expect(rig.reports.at(-1)?.regionHealthy).toBe(true);
  rig.controlAnswers = false;
  rig.check = async () => anObservation("timeout");
  await pass(3000);
  expect(rig.reports.at(-1)).toMatchObject({ regionHealthy: false, ticks: [{ outcome: "timeout" }] });
  // One beat at once, one in its turn.
  expect(rig.beats.map(({ regionHealthy }) => regionHealthy)).toEqual([false, false]);
});

test("regression: a probe that is given no jobs any more sees that its region is well again", async () => {
  rig.controlTargets = ["http://control.example/"];
  await rig.give([aJob(1, START + 1000), aJob(1, START + 4000)]);
  probe = rig.start();
  await pass(3000);
  rig.controlAnswers = false;
  rig.check = async () => anObservation("timeout");
  await pass(3000);
  rig.controlAnswers = true;
  await pass(10_000);
  expect(rig.reports.at(-1)?.regionHealthy).toBe(false);
  expect(rig.beats.at(-1)?.regionHealthy).toBe(true);
});

test("the probe never holds more entries than its limit, and keeps room for urgent ones", async () => {
  for (let index = 0; index < 60; index += 1) await rig.give([aJob(1, START + 60_000 + index * 1000)]);
  probe = rig.start({ maxHeldEntries: 40 });
  await pass(5000);
  expect(probe.stats().heldEntries).toBeLessThanOrEqual(36);
  expect(probe.stats().heldEntries).toBeGreaterThan(30);
  await rig.stream.add(urgentKey(REGION), encodeJobs([aJob(2, START + 5000, { origin: "manual" })]));
  await pass(1500);
  expect(rig.runs).toMatchObject([{ monitorId: 2 }]);
});

test("a beat tells every five seconds how the probe feels", async () => {
  await rig.give([aJob(1, START + 60_000)]);
  probe = rig.start();
  await pass(10_500);
  expect(rig.beats).toHaveLength(2);
  expect(rig.beats[1]).toMatchObject({
    instance: "a",
    queued: 1,
    inFlight: 0,
    pendingEntries: 1,
    regionHealthy: true,
  });
});

test("the limits of a call are those of the contract", () => {
  expect(RESULTS_PER_REPORT).toBe(MAX_TICKS_PER_REPORT);
  expect(CONFIGS_PER_CALL).toBe(MAX_CONFIGS_PER_CALL);
});

test("a trial runs at once, is reported by itself with its evidence, and leaves no tick", async () => {
  rig.configs.set(-7, aConfig(-7));
  await rig.stream.add(urgentKey(REGION), encodeJobs([aJob(-7, START, { origin: "manual" })]));
  probe = rig.start();
  await pass(1000);
  expect(rig.trials).toMatchObject([{ trialId: 7, result: { outcome: "ok", evidence: { message: "ok" } } }]);
  expect(TrialReport.safeParse(rig.trials[0]).success).toBe(true);
  expect(rig.ticks).toEqual([]);
  expect(await rig.pending()).toBe(0);
});

test("a trial is told again while the app is away, and then given up", async () => {
  rig.configs.set(-7, aConfig(-7));
  let calls = 0;
  rig.onTrial = () => {
    calls += 1;
    away();
  };
  await rig.stream.add(urgentKey(REGION), encodeJobs([aJob(-7, START, { origin: "manual" })]));
  probe = rig.start();
  await pass(8000);
  expect(calls).toBe(3);
  expect(rig.trials).toEqual([]);
  expect(await rig.pending()).toBe(0);
});
