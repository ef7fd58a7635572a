import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import type { Evidence, Outcome } from "#contracts/tick.ts";
import { REPORT_BOUND_MS } from "#domain/verdict/judgement.ts";
import { judgeDue } from "#server/pipeline/clock/judge-due.ts";
import { concludeUnknown } from "#server/store/pause-store.ts";
import { aChannel, aMonitor, aRegion, aTick, aWorkspace } from "#testing/builders.ts";
import { createMemoryStream } from "#testing/memory-stream.ts";
import { createTestDatabase, type TestDatabase } from "#testing/test-database.ts";
import { createTestDeps, type TestDeps } from "#testing/test-deps.ts";
import { ingestReport } from "./ingest-report.ts";

const START = Date.now() - 600_000;
const STEP = 20_000;
/** How long after its slot a tick of the builder is completed. */
const COMPLETED_MS = 13;
let database: TestDatabase;
let workspaceId: string;
let regionIds: number[];
let monitor: { id: number; publicId: string };
let deps: TestDeps;

beforeAll(async () => {
  database = await createTestDatabase();
  workspaceId = await aWorkspace(database.db, "Acme");
  regionIds = [await aRegion(database.db, "eu"), await aRegion(database.db, "us")];
});
afterAll(() => database.close());
beforeEach(async () => {
  await database.pool.query("TRUNCATE monitor, tick, tick_evidence, gap, channel CASCADE");
  deps = createTestDeps(database, createMemoryStream(), START);
  monitor = await aMonitor(database.db, {
    workspaceId,
    regionIds,
    fromMs: START - 3_600_000,
    gridFromMs: START + 86_400_000,
    intervalMs: STEP,
    name: "Shop",
  });
});

/** Each region sees `outcome` at the n-th step; the second one says why. */
async function see(step: number, outcome: Outcome) {
  for (const [index, regionId] of regionIds.entries()) {
    const scheduledAt = START + step * STEP + index;
    deps.setNow(scheduledAt + 500);
    const evidence = outcome !== "ok" && index === 1 ? { evidence: because("No answer.") } : {};
    const tick = aTick({ monitorId: monitor.id, scheduledAt, outcome, status: null, ...evidence });
    await ingestReport(deps, { regionId, report: { ticks: [tick], gaps: [], regionHealthy: true } });
  }
  await passHold();
}

/** Confirmations that nobody sends in these tests are waited for so long. */
async function passHold() {
  deps.setNow(deps.clock() + REPORT_BOUND_MS + 50);
  await judgeDue(deps);
}

const because = (message: string): Evidence => ({
  message,
  remoteAddress: null,
  resolvedAddresses: [],
  redirects: [],
  responseHeaders: [],
  bodySample: null,
  certificate: null,
});
async function goDown(step = 1) {
  await see(step, "timeout");
  await see(step + 1, "timeout");
}
const deliveries = () => database.db.delivery.findMany({ orderBy: [{ createdAt: "asc" }, { event: "asc" }] });
const told = async () => (await deliveries()).map(({ channelId, event, seq }) => ({ channelId, event, seq }));

test("the transition to down puts one delivery for each channel into the outbox, complete", async () => {
  const channelId = await aChannel(database.db, { workspaceId, monitorIds: [monitor.id] });
  await aChannel(database.db, { workspaceId, name: "Of nobody" });
  await see(0, "ok");
  expect(deps.wakes()).toBe(0);
  await goDown();
  await see(3, "timeout");

  const [incident] = await database.db.incident.findMany();
  expect(await deliveries()).toEqual([
    expect.objectContaining({
      channelId,
      workspaceId,
      monitorId: monitor.id,
      incidentId: incident?.id,
      event: "down",
      seq: 2,
      status: "pending",
      attempts: 0,
      nextAt: new Date(deps.clock() - STEP),
      notification: {
        kind: "down",
        severity: "normal",
        worst: "down",
        incidentId: incident?.id,
        at: START + 2 * STEP + COMPLETED_MS + 1,
        durationMs: null,
        workspace: { name: "Acme" },
        monitor: { id: monitor.publicId, name: "Shop", target: "http://127.0.0.1:9/" },
        reason: expect.stringContaining("failed twice in a row"),
        regions: [
          { region: "eu", outcome: "timeout", message: null },
          { region: "us", outcome: "timeout", message: "No answer." },
        ],
      },
    }),
  ]);
  expect(deps.wakes()).toBe(1);
});

test("who was told of the down is told of its end, and nobody else", async () => {
  const first = await aChannel(database.db, { workspaceId, monitorIds: [monitor.id] });
  await see(0, "ok");
  await goDown();
  await aChannel(database.db, { workspaceId, name: "Came later", monitorIds: [monitor.id] });
  await database.db.monitorChannel.deleteMany({ where: { channelId: first } });
  await see(3, "ok");
  expect(await told()).toEqual([
    { channelId: first, event: "down", seq: 2 },
    { channelId: first, event: "up", seq: 3 },
  ]);
  const [, up] = await deliveries();
  expect(up?.notification).toMatchObject({ kind: "up", durationMs: STEP - 1 });
});

test("silence ends no incident: nobody is told until somebody has seen how it stands", async () => {
  const channelId = await aChannel(database.db, { workspaceId, monitorIds: [monitor.id] });
  await see(0, "ok");
  await goDown();
  deps.setNow(START + 600_000);
  const stale = aTick({ monitorId: monitor.id, scheduledAt: START + 3 * STEP, outcome: "internal" });
  const report = { ticks: [stale], gaps: [], regionHealthy: true };
  await ingestReport(deps, { regionId: regionIds[0] ?? 0, report });
  expect(await told()).toEqual([{ channelId, event: "down", seq: 2 }]);
  expect(await database.db.incident.count({ where: { monitorId: monitor.id, closedAt: null } })).toBe(1);

  await goDown(600_000 / STEP);
  expect(await told()).toEqual([{ channelId, event: "down", seq: 2 }]);
  await see(600_000 / STEP + 3, "ok");
  expect(await told()).toEqual([
    { channelId, event: "down", seq: 2 },
    { channelId, event: "up", seq: 5 },
  ]);
  expect(await database.db.incident.count({ where: { monitorId: monitor.id } })).toBe(1);
});

test("only channels that are switched on are told; for one that Uptick switched off, its fallback", async () => {
  const fallback = await aChannel(database.db, { workspaceId, name: "Mail" });
  const change = { workspaceId, enabled: false, monitorIds: [monitor.id], fallbackChannelId: fallback };
  await aChannel(database.db, { ...change, name: "Off by hand" });
  await see(0, "ok");
  await goDown();
  expect(await told()).toEqual([]);

  await aChannel(database.db, { ...change, name: "Gone", disabledReason: "410" });
  await see(3, "ok");
  await goDown(4);
  expect(await told()).toEqual([{ channelId: fallback, event: "down", seq: 4 }]);
});

test("who was told of the down is told that a pause ends it, and by whom, once", async () => {
  const channelId = await aChannel(database.db, { workspaceId, monitorIds: [monitor.id] });
  await see(0, "ok");
  await goDown();
  const at = new Date(deps.clock() + 1_000);
  const actor = "ops@example.com";
  const pause = { monitorId: monitor.id, at, actor, reason: `Paused by ${actor}.` };
  await database.db.$transaction((tx) => concludeUnknown(tx, pause));
  await database.db.$transaction((tx) => concludeUnknown(tx, pause));
  expect(await told()).toEqual([
    { channelId, event: "down", seq: 2 },
    { channelId, event: "up", seq: 3 },
  ]);
  const [, up] = await deliveries();
  expect(up?.notification).toMatchObject({ kind: "up", reason: "Paused by ops@example.com." });
  expect(await database.db.incidentEvent.findMany({ where: { kind: "resolved" } })).toMatchObject([
    { actor, message: "Paused by ops@example.com." },
  ]);
  expect(await database.db.monitorState.findFirst()).toMatchObject({
    verdict: "unknown",
    dueAt: null,
    memory: {},
  });
});

test("eight reports of the same outage at once make each delivery once", async () => {
  const channels = ["One", "Two", "Three"].map((name) =>
    aChannel(database.db, { workspaceId, name, monitorIds: [monitor.id] }),
  );
  await Promise.all(channels);
  await see(0, "ok");
  deps.setNow(START + 2 * STEP + 500);
  const ticks = [1, 2].map((step) =>
    aTick({ monitorId: monitor.id, scheduledAt: START + step * STEP, outcome: "dns" }),
  );
  await Promise.all(
    Array.from({ length: 8 }, (_, n) =>
      ingestReport(deps, {
        regionId: regionIds[n % 2] ?? 0,
        report: { ticks, gaps: [], regionHealthy: true },
      }),
    ),
  );
  expect(await told()).toHaveLength(3);
  expect(deps.wakes()).toBe(1);
});
