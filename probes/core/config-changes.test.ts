import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { aConfig, aJob, ProbeRig } from "../testing/probe-rig.ts";
import { ProbeRpcError } from "./ports.ts";
import type { Probe } from "./probe.ts";

const START = 1_800_000_000_000;
let rig: ProbeRig;
let probe: Probe;

beforeEach(async () => {
  vi.useFakeTimers({ now: START, toFake: ["setTimeout", "clearTimeout", "Date", "performance"] });
  rig = new ProbeRig();
  await rig.openStreams();
  for (const id of [1, 2]) rig.configs.set(id, aConfig(id, { intervalMs: 1000 }));
});

afterEach(async () => {
  const stopping = probe.stop();
  await vi.advanceTimersByTimeAsync(11_000);
  await stopping;
  vi.useRealTimers();
});

const pass = (ms: number) => vi.advanceTimersByTimeAsync(ms);
const pause = (monitorId: number) => rig.configs.set(monitorId, { state: "off", monitorId });

test("a beat tells of a pause that no message told of, and the queued jobs are dropped without a gap", async () => {
  await rig.give([aJob(1, START + 2000), aJob(1, START + 8000), aJob(2, START + 8000)]);
  probe = rig.start();
  await pass(3000);
  pause(1);
  rig.onBeat = () => ({ changedMonitorIds: [1] });
  await pass(12_000);
  expect(rig.runs.map(({ monitorId, at }) => [monitorId, at - START])).toEqual([
    [1, 2000],
    [2, 8000],
  ]);
  expect(rig.gaps).toEqual([]);
  expect(await rig.pending()).toBe(0);
});

test("a beat asks from the app's own time on, and again from there while it is not answered", async () => {
  rig.onBeat = () => ({ serverTime: 77 });
  probe = rig.start();
  await pass(5500);
  rig.onBeat = () => {
    throw new ProbeRpcError("unavailable", "away");
  };
  await pass(10_000);
  expect(rig.beats.map(({ since }) => since)).toEqual([START, 77, 77]);
});

test("of what has changed only what this probe uses is fetched", async () => {
  await rig.give([aJob(1, START + 9000)]);
  probe = rig.start();
  rig.onBeat = () => ({ changedMonitorIds: [1, 2] });
  await pass(5500);
  expect(rig.asked).toEqual([[1], [1]]);
});

test("when too much has changed, everything known is fetched again", async () => {
  await rig.give([aJob(1, START + 9000), aJob(2, START + 9000)]);
  probe = rig.start();
  rig.onBeat = () => ({ changedAll: true });
  await pass(5500);
  expect(rig.asked).toEqual([
    [1, 2],
    [1, 2],
  ]);
});

test("an answer that was on its way when the change was told is fetched once more", async () => {
  let answer: () => void = () => undefined;
  rig.onConfigs = () =>
    new Promise<void>((done) => {
      answer = done;
    });
  probe = rig.start();
  await pass(4000);
  await rig.give([aJob(1, START + 9000)]);
  await pass(900);
  pause(1);
  rig.onConfigs = () => undefined;
  rig.onBeat = () => ({ changedMonitorIds: rig.beats.length === 1 ? [1] : [] });
  await pass(500);
  answer();
  await pass(8000);
  expect(rig.asked).toEqual([[1], [1]]);
  expect(rig.runs).toEqual([]);
});

test("regression: a slot that a second edit brings back is run, although its first job is of the old grid", async () => {
  const backAgain = { intervalMs: 1000, gridFrom: START + 1000 };
  rig.configs.set(1, aConfig(1, { intervalMs: 7000, slotOffsetMs: 3, configVersion: 2 }));
  await rig.give([aJob(1, START + 3000)]);
  probe = rig.start();
  await pass(500);
  rig.configs.set(1, aConfig(1, { ...backAgain, configVersion: 3 }));
  await rig.give([aJob(1, START + 3000, { configVersion: 3 })]);
  await pass(14_000);
  expect(rig.runs.map(({ monitorId, at }) => [monitorId, at - START])).toEqual([[1, 3000]]);
  expect(await rig.pending()).toBe(0);
});
