import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { MonitorInput } from "#contracts/check.ts";
import type { Outcome } from "#contracts/tick.ts";
import { judgeDue } from "#server/pipeline/clock/judge-due.ts";
import { ingestReport } from "#server/pipeline/ingest/ingest-report.ts";
import { createNotifier } from "#server/pipeline/notify/notifier.ts";
import { aChannel, aCheck, aMonitor, aRegion, aTick, aWorkspace } from "#testing/builders.ts";
import { createDashboard, type Dashboard, type DashboardCaller } from "#testing/dashboard.ts";
import { anIncident } from "#testing/incident-builders.ts";
import { createMemoryStream } from "#testing/memory-stream.ts";
import { createTestDeps, type TestDeps } from "#testing/test-deps.ts";

const REGIONS = ["aa-1", "bb-1", "cc-1"];
let dashboard: Dashboard;
let editor: DashboardCaller;
let workspaceId: string;
let regionIds: Map<string, number>;
let deps: TestDeps;
let publicId: string;
let monitorId: number;

const input = (change: Partial<MonitorInput> = {}): MonitorInput => ({
  name: "Shop",
  check: aCheck(),
  intervalSec: 86_400,
  timeoutMs: 5_000,
  regions: REGIONS,
  tags: [],
  ...change,
});

beforeAll(async () => {
  dashboard = await createDashboard();
  workspaceId = await aWorkspace(dashboard.deps.db);
  regionIds = new Map();
  for (const code of REGIONS) regionIds.set(code, await aRegion(dashboard.deps.db, code));
  editor = await dashboard.caller(await dashboard.member({ role: "editor", workspaceId }));
});
afterAll(() => dashboard.close());
beforeEach(async () => {
  deps = createTestDeps(dashboard.database, createMemoryStream(), Date.now());
  publicId = (await editor.monitor.create(input())).id;
  monitorId = (await monitor()).id;
  await aChannel(dashboard.deps.db, { workspaceId, monitorIds: [monitorId] });
});

const monitor = () =>
  dashboard.deps.db.monitor.findUniqueOrThrow({ where: { publicId }, include: { state: true } });
const stepOn = (ms: number) => deps.setNow(deps.clock() + ms);

async function see(outcome: Outcome, change: { regions?: string[]; configVersion?: number } = {}) {
  const { regions = REGIONS, ...tick } = change;
  stepOn(1_000);
  for (const code of regions) {
    const seen = aTick({ monitorId, scheduledAt: deps.clock() - 100, outcome, ...tick });
    const report = { ticks: [seen], gaps: [], regionHealthy: true };
    await ingestReport(deps, { regionId: regionIds.get(code) ?? 0, report });
  }
  stepOn(1_100);
  await judgeDue(deps);
}
const told = async () =>
  (await dashboard.deps.db.delivery.findMany({ where: { monitorId }, orderBy: { seq: "asc" } })).map(
    ({ event }) => event,
  );

test("a pause while down tells whoever was told, and after the resume the monitor begins anew", async () => {
  await see("ok");
  await see("refused");
  await see("refused");
  expect((await monitor()).state?.verdict).toBe("down");
  stepOn(1_000);
  await editor.monitor.pause({ id: publicId });
  expect(await told()).toEqual(["down", "up"]);
  expect((await monitor()).state).toMatchObject({ verdict: "unknown", raw: "unknown", dueAt: null });

  await see("refused");
  expect((await monitor()).state?.verdict).toBe("unknown");
  await editor.monitor.resume({ id: publicId });
  const { state, configVersion } = await monitor();
  expect(state?.beganAt).not.toBeNull();
  expect(state?.configVersion).toBe(configVersion);
  expect(configVersion).toBe(3);
});

describe("deleting a monitor", () => {
  // What the tests before have left in the outbox is not sent here.
  beforeEach(() => dashboard.deps.db.delivery.deleteMany());
  const wake = () => createNotifier({ ...deps, clock: () => Date.now() + 3_600_000 }).wake();
  const sent = () => deps.notifications.map(({ kind, incidentId }) => ({ kind, incidentId }));

  test("that is down ends its incident for whoever was told, and the message outlives it", async () => {
    await see("ok");
    await see("refused");
    await see("refused");
    await wake();
    const [{ incidentId } = { incidentId: null }] = sent();
    const id = String(incidentId);
    const child = await aMonitor(dashboard.deps.db, {
      workspaceId,
      regionIds: [...regionIds.values()],
      fromMs: deps.clock(),
    });
    const consequence = await anIncident(dashboard.deps.db, {
      workspaceId,
      monitorId: child.id,
      causedById: id,
    });
    await editor.monitor.delete({ id: publicId });
    expect(await dashboard.deps.db.monitor.count({ where: { publicId } })).toBe(0);
    await wake();
    expect(sent()).toEqual([
      { kind: "down", incidentId },
      { kind: "up", incidentId },
    ]);
    expect(deps.notifications[1]).toMatchObject({
      reason: expect.stringMatching(/^Deleted by .*@/),
      monitor: { id: publicId, name: "Shop" },
    });

    const kept = await editor.incident.get({ id });
    expect(kept).toMatchObject({ title: "Shop", state: "resolved", kind: "automatic", monitor: null });
    expect(kept.told.map(({ event, status }) => [event, status]).sort()).toEqual([
      ["down", "sent"],
      ["up", "sent"],
    ]);
    await expect(editor.incident.reopen({ id })).rejects.toThrow("Its monitor was deleted");
    const { causedById } = await dashboard.deps.db.incident.findUniqueOrThrow({ where: { id: consequence } });
    expect(causedById).toBeNull();
  });

  test("takes with it what nobody has to be told any more, and keeps an end that is still on its way", async () => {
    await see("ok");
    await see("refused");
    await see("refused");
    await see("ok");
    await see("ok");
    expect(await told()).toEqual(["down", "up"]);
    const { id } = await dashboard.deps.db.incident.findFirstOrThrow({ where: { monitorId } });
    const quiet = await anIncident(dashboard.deps.db, { workspaceId, monitorId, closedAt: new Date() });
    await editor.monitor.delete({ id: publicId });
    await wake();
    expect(sent()).toEqual([
      { kind: "down", incidentId: id },
      { kind: "up", incidentId: id },
    ]);
    const left = await dashboard.deps.db.incident.findMany({ where: { id: { in: [id, quiet] } } });
    expect(left.map((row) => row.id)).toEqual([id]);
  });

  test("leaves nothing that outlives its workspace", async () => {
    const { db } = dashboard.deps;
    const other = await dashboard.member({ role: "editor" });
    const manual = await anIncident(db, {
      workspaceId: other.workspaceId,
      monitorId: null,
      title: "By hand",
    });
    await db.workspace.delete({ where: { id: other.workspaceId } });
    expect(await db.incident.count({ where: { id: manual } })).toBe(0);
  });
});

test("what was asked by the old configuration brings nothing down, what is asked by the new one does", async () => {
  await see("ok");
  await editor.monitor.update({ id: publicId, input: input({ timeoutMs: 6_000 }) });
  for (let n = 0; n < 3; n += 1) await see("status", { configVersion: 1 });
  expect((await monitor()).state?.verdict).toBe("up");
  for (let n = 0; n < 2; n += 1) await see("status", { configVersion: 2 });
  expect((await monitor()).state?.verdict).toBe("down");
});

test("a region that is taken away takes its advisory with it", async () => {
  await see("ok");
  for (let n = 0; n < 3; n += 1) await see("dns", { regions: ["aa-1"] });
  const open = () => dashboard.deps.db.advisory.count({ where: { monitorId, toAt: null } });
  expect(await open()).toBe(1);
  await editor.monitor.update({ id: publicId, input: input({ regions: ["bb-1", "cc-1"] }) });
  stepOn(60_000);
  await judgeDue(deps);
  expect(await open()).toBe(0);
});
