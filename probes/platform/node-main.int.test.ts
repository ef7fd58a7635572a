import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, beforeAll, expect, test, vi } from "vitest";
import { encodeJobs } from "#contracts/job-entry.ts";
import type { JobStream } from "#contracts/stream.ts";
import { checksKey, PROBE_GROUP, resultsKey } from "#contracts/stream-keys.ts";
import { type Bridge, startBridge } from "#scripts/bridge/bridge-server.ts";
import { createMemoryEngine } from "#scripts/bridge/memory-engine.ts";
import { bundleEntry } from "#testing/rig/bundle-entry.ts";
import { type Child, startChild } from "#testing/rig/child.ts";
import { createUpstashStream } from "#transport/upstash-stream.ts";
import { type FakeApp, startFakeApp } from "../testing/fake-app.ts";
import { aConfig, aJob } from "../testing/probe-rig.ts";

const TOKEN = "upr_local-1_0123456789012345678901234567890123456789012";
const STREAM = checksKey("local-1");
const WAIT = { timeout: 15_000, interval: 50 };
let main = "";
let app: FakeApp;
let bridge: Bridge;
let stream: JobStream;
const closers: (() => Promise<unknown>)[] = [];

beforeAll(async () => {
  main = await bundleEntry("probes/platform/node-main.ts");
});

afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close();
});

async function startWorld(): Promise<string> {
  app = await startFakeApp("local-1", TOKEN);
  bridge = await startBridge(
    createMemoryEngine(() => Date.now()),
    { token: "redis-token", port: 0 },
  );
  stream = createUpstashStream({ url: bridge.url, token: "redis-token" });
  await stream.ensureGroup(STREAM, PROBE_GROUP);
  const target = createServer((_request, response) => response.end("fine"));
  await new Promise<void>((done) => target.listen(0, "127.0.0.1", done));
  closers.push(
    () => app.close(),
    () => bridge.close(),
    () => new Promise((done) => target.close(done)),
  );
  return `http://127.0.0.1:${(target.address() as AddressInfo).port}/`;
}

function startProbe(env: Record<string, string> = {}): Child {
  const child = startChild({
    file: process.execPath,
    args: [main],
    env: {
      UPTICK_APP_URL: app.url,
      UPTICK_PROBE_TOKEN: TOKEN,
      UPSTASH_REDIS_REST_URL: bridge.url,
      UPSTASH_REDIS_REST_TOKEN: "redis-token",
      UPTICK_INSTANCE: "local-1-a",
      UPTICK_EGRESS_ALLOW: "private",
      ...env,
    },
  });
  closers.push(() => child.stop("SIGKILL"));
  return child;
}

/** 40 monitors with a slot a second each for `seconds`, starting `leadMs` from now. */
async function giveSlots(
  url: string,
  { seconds, leadMs }: { seconds: number; leadMs: number },
): Promise<number> {
  const from = Date.now() + leadMs;
  const jobs = Array.from({ length: 40 * seconds }, (_, index) => {
    const monitorId = (index % 40) + 1;
    return aJob(monitorId, from + Math.floor(index / 40) * 1000 + monitorId * 20);
  });
  for (const { monitorId, scheduledAt } of jobs.slice(0, 40)) {
    const check = { ...aConfig(monitorId).check, url };
    const grid = { intervalMs: 1000, slotOffsetMs: scheduledAt % 1000 };
    app.configs.set(monitorId, aConfig(monitorId, { ...grid, check }));
  }
  for (let at = 0; at < jobs.length; at += 40) {
    await stream.addAt(STREAM, [{ id: `${from + at}-0`, payload: encodeJobs(jobs.slice(at, at + 40)) }]);
  }
  return jobs.length;
}

function slotsSeen(): Set<string> {
  const all = app.reports.flatMap((report) => [...report.ticks, ...report.gaps]);
  return new Set(all.map((one) => `${one.monitorId}:${one.scheduledAt}`));
}

test("a probe process checks on time, and stops cleanly on SIGTERM with nothing left behind", async () => {
  const url = await startWorld();
  const probe = startProbe();
  await probe.firstLine((line) => (line.includes("probe started") ? true : null));
  const slots = await giveSlots(url, { seconds: 3, leadMs: 1500 });
  await vi.waitFor(() => expect(slotsSeen().size).toBe(slots), WAIT);
  const ticks = app.reports.flatMap((report) => report.ticks);
  expect(ticks.filter((tick) => tick.outcome !== "ok")).toEqual([]);
  expect(ticks).toHaveLength(slots);
  await probe.stop();
  expect(await probe.exitCode()).toBe(0);
  expect(await stream.describe(STREAM, PROBE_GROUP)).toMatchObject({ length: 0, pending: 0 });
});

test("after kill -9 in the middle of its work the next process accounts for every slot", async () => {
  const url = await startWorld();
  const first = startProbe();
  await first.firstLine((line) => (line.includes("probe started") ? true : null));
  const slots = await giveSlots(url, { seconds: 5, leadMs: 1200 });
  await vi.waitFor(() => expect(slotsSeen().size).toBeGreaterThan(30), WAIT);
  await first.stop("SIGKILL");
  expect(slotsSeen().size).toBeLessThan(slots);
  startProbe();
  await vi.waitFor(() => expect(slotsSeen().size).toBe(slots), WAIT);
  await vi.waitFor(async () => {
    expect(await stream.describe(STREAM, PROBE_GROUP)).toMatchObject({ length: 0, pending: 0 });
  }, WAIT);
});

test("while the app is away results are spooled in Redis", async () => {
  const url = await startWorld();
  const probe = startProbe();
  await probe.firstLine((line) => (line.includes("probe started") ? true : null));
  const slots = await giveSlots(url, { seconds: 1, leadMs: 3000 });
  await vi.waitFor(() => expect(app.configsAsked.size).toBe(40), WAIT);
  app.isAway = true;
  await vi.waitFor(async () => {
    expect(await stream.length(resultsKey("local-1"))).toBeGreaterThan(0);
    expect(await stream.describe(STREAM, PROBE_GROUP)).toMatchObject({ length: 0, pending: 0 });
  }, WAIT);
  expect(slotsSeen().size).toBeLessThan(slots);
});

test("a wrong token is one clear line and exit code 1", async () => {
  await startWorld();
  const probe = startProbe({ UPTICK_PROBE_TOKEN: "upr_local-1_wrong-wrong-wrong" });
  expect(await probe.exitCode()).toBe(1);
  expect(probe.tail().split("\n")).toHaveLength(1);
  expect(probe.tail()).toContain("refuses UPTICK_PROBE_TOKEN");
});

test("a missing variable is named, with exit code 1", async () => {
  await startWorld();
  const probe = startProbe({ UPTICK_PROBE_TOKEN: "" });
  expect(await probe.exitCode()).toBe(1);
  expect(probe.tail()).toContain("UPTICK_PROBE_TOKEN is not set");
});

test("an app that is not up yet is waited for", async () => {
  await startWorld();
  app.isAway = true;
  const probe = startProbe();
  await probe.firstLine((line) => (line.includes("does not answer yet") ? true : null));
  app.isAway = false;
  await probe.firstLine((line) => (line.includes("probe started") ? true : null));
});

test("it ends when its parent's pipe ends", async () => {
  await startWorld();
  // The child's standard input is closed from the start.
  const probe = startProbe({ UPTICK_PARENT: "1" });
  expect(await probe.exitCode()).toBe(0);
});
