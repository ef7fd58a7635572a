import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { MonitorInput } from "#contracts/check.ts";
import { decodeJobs, type Job, parseEntry } from "#contracts/job-entry.ts";
import { PROBE_GROUP, urgentKey } from "#contracts/stream-keys.ts";
import { aCheck, aRegion, aWorkspace } from "#testing/builders.ts";
import { createDashboard, type Dashboard, type DashboardCaller } from "#testing/dashboard.ts";

let dashboard: Dashboard;
let editor: DashboardCaller;
let viewer: DashboardCaller;
let workspaceId: string;

const input = (change: Partial<MonitorInput> = {}): MonitorInput => ({
  name: "Shop",
  check: aCheck({ headers: [{ name: "Authorization", value: "Bearer top-secret" }] }),
  intervalSec: 30,
  timeoutMs: 5_000,
  regions: ["aa-1", "bb-1"],
  tags: [],
  ...change,
});

beforeAll(async () => {
  dashboard = await createDashboard();
  workspaceId = await aWorkspace(dashboard.deps.db);
  for (const code of ["aa-1", "bb-1", "cc-1"]) await aRegion(dashboard.deps.db, code);
  await aRegion(dashboard.deps.db, "off-1", { enabled: false });
  editor = await dashboard.caller(await dashboard.member({ role: "editor", workspaceId }));
  viewer = await dashboard.caller(await dashboard.member({ role: "viewer", workspaceId }));
});
afterAll(() => dashboard.close());

async function stored(publicId: string) {
  return dashboard.deps.db.monitor.findUniqueOrThrow({
    where: { publicId },
    include: { assignments: { orderBy: { id: "asc" } }, state: true },
  });
}

async function openGrid(publicId: string) {
  const { assignments } = await stored(publicId);
  return assignments.filter((row) => row.untilAt === null);
}

/** What reached the probes of a region since the last look. */
async function takeUrgent(region: string): Promise<{ jobs: Job[]; changed: number[] }> {
  const { stream } = dashboard;
  await stream.ensureGroup(urgentKey(region), PROBE_GROUP);
  const messages = await stream.readNew([urgentKey(region)], {
    group: PROBE_GROUP,
    consumer: "test",
    count: 100,
  });
  const entries = messages.flatMap((message) => parseEntry(message.payload) ?? []);
  return {
    jobs: entries.flatMap((entry) => (entry.kind === "jobs" ? decodeJobs(entry) : [])),
    changed: entries.flatMap((entry) => (entry.kind === "changed" ? entry.monitorIds : [])),
  };
}

describe("create", () => {
  test("a new monitor has one open grid per region, waits for catch-up and is checked at once", async () => {
    await takeUrgent("aa-1");
    const { id } = await editor.monitor.create(input());
    const monitor = await stored(id);
    expect(monitor.assignments).toHaveLength(2);
    expect(monitor.assignments.every((row) => row.untilAt === null && row.intervalMs === 30_000)).toBe(true);
    expect(monitor.catchUpFrom).toEqual(monitor.gridFrom);
    expect(monitor.state?.verdict).toBe("unknown");
    const { jobs } = await takeUrgent("aa-1");
    expect(jobs).toEqual([
      {
        monitorId: monitor.id,
        configVersion: 1,
        scheduledAt: monitor.gridFrom.getTime(),
        origin: "first",
      },
    ]);
  });

  test("an unknown and a disabled region are refused at the field, and nothing is stored", async () => {
    const before = await dashboard.deps.db.monitor.count();
    const problem = await editor.monitor
      .create(input({ regions: ["aa-1", "nowhere", "off-1"] }))
      .catch((error: unknown) => error);
    expect(problem).toMatchObject({
      code: "BAD_REQUEST",
      cause: {
        fieldErrors: { regions: [expect.any(String)] },
        message: "These regions cannot be used: nowhere, off-1.",
      },
    });
    expect(await dashboard.deps.db.monitor.count()).toBe(before);
  });

  test("the monitor is stored although Redis is down, and the log says who was not told", async () => {
    dashboard.stream.setUnreachable(true);
    const { id } = await editor.monitor.create(input()).finally(() => dashboard.stream.setUnreachable(false));
    expect(await openGrid(id)).toHaveLength(2);
    expect(dashboard.logged.at(-1)).toMatchObject({ level: "warn", detail: { failed: 2 } });
  });

  test("the audit entry names the headers and never their values", async () => {
    const { id } = await editor.monitor.create(input());
    const entry = await dashboard.deps.db.auditEntry.findFirstOrThrow({ where: { subject: id } });
    expect(entry.action).toBe("monitor.create");
    expect(JSON.stringify(entry.detail)).toContain("Authorization");
    expect(JSON.stringify(entry.detail)).not.toContain("top-secret");
  });

  test("a viewer reads without secrets and changes nothing", async () => {
    const { id } = await editor.monitor.create(input());
    const { input: shown } = await viewer.monitor.get({ id });
    expect(JSON.stringify(shown)).not.toContain("top-secret");
    expect((await editor.monitor.get({ id })).input).toEqual(input());
    for (const attempt of [
      () => viewer.monitor.create(input()),
      () => viewer.monitor.update({ id, input: input() }),
      () => viewer.monitor.pause({ id }),
      () => viewer.monitor.resume({ id }),
      () => viewer.monitor.delete({ id }),
      () => viewer.monitor.checkNow({ id }),
    ]) {
      await expect(attempt()).rejects.toMatchObject({ code: "FORBIDDEN" });
    }
  });
});

describe("update", () => {
  test("a new name reaches no probe", async () => {
    const { id } = await editor.monitor.create(input());
    await takeUrgent("aa-1");
    await editor.monitor.update({ id, input: input({ name: "Renamed" }) });
    const monitor = await stored(id);
    expect([monitor.name, monitor.configVersion, monitor.assignments.length]).toEqual(["Renamed", 1, 2]);
    expect((await takeUrgent("aa-1")).changed).toEqual([]);
  });

  test("a new check moves the version and keeps the grid", async () => {
    const { id } = await editor.monitor.create(input());
    const before = await stored(id);
    await takeUrgent("aa-1");
    await editor.monitor.update({ id, input: input({ timeoutMs: 6_000 }) });
    const after = await stored(id);
    expect(after.configVersion).toBe(2);
    expect(after.assignments.map((row) => [row.id, row.untilAt, row.configVersion])).toEqual(
      before.assignments.map((row) => [row.id, null, 2]),
    );
    expect(after.gridFrom).toEqual(before.gridFrom);
    expect((await takeUrgent("aa-1")).changed).toEqual([after.id]);
  });

  test("a new interval ends the old grid in the instant in which the new one starts", async () => {
    const { id } = await editor.monitor.create(input());
    await editor.monitor.update({ id, input: input({ intervalSec: 60 }) });
    const { assignments, gridFrom, catchUpFrom } = await stored(id);
    const closed = assignments.filter((row) => row.untilAt !== null);
    const open = assignments.filter((row) => row.untilAt === null);
    expect([closed.length, open.length]).toEqual([2, 2]);
    expect(
      new Set([...closed.map((row) => row.untilAt?.getTime()), ...open.map((row) => row.fromAt.getTime())]),
    ).toEqual(new Set([gridFrom.getTime()]));
    expect(catchUpFrom).toEqual(gridFrom);
    expect(open.every((row) => row.intervalMs === 60_000 && row.configVersion === 2)).toBe(true);
  });

  test("a region taken away is told and loses its reading, a new one is told, too", async () => {
    const { id } = await editor.monitor.create(input());
    const monitor = await stored(id);
    const [aa] = monitor.assignments;
    await dashboard.deps.db.monitorRegionState.create({
      data: {
        monitorId: monitor.id,
        regionId: aa?.regionId ?? 0,
        scheduledAt: new Date(),
        outcome: 0,
        totalUs: 1,
        vote: true,
      },
    });
    for (const region of ["aa-1", "bb-1", "cc-1"]) await takeUrgent(region);
    await editor.monitor.update({ id, input: input({ regions: ["bb-1", "cc-1"] }) });
    for (const region of ["aa-1", "bb-1", "cc-1"]) {
      expect((await takeUrgent(region)).changed).toEqual([monitor.id]);
    }
    expect((await editor.monitor.get({ id })).input.regions).toEqual(["bb-1", "cc-1"]);
    expect(await dashboard.deps.db.monitorRegionState.count({ where: { monitorId: monitor.id } })).toBe(0);
  });

  test("of concurrent edits each leaves exactly one open grid per region", async () => {
    const { id } = await editor.monitor.create(input());
    await Promise.all(
      [10, 20, 40, 50].map((intervalSec) => editor.monitor.update({ id, input: input({ intervalSec }) })),
    );
    const monitor = await stored(id);
    const open = await openGrid(id);
    expect(open).toHaveLength(2);
    expect(open.every((row) => row.intervalMs === monitor.intervalMs)).toBe(true);
    expect(monitor.configVersion).toBe(5);
  });
});

describe("pause and resume", () => {
  test("a paused monitor has no open grid, and its verdict and incident end", async () => {
    const { id } = await editor.monitor.create(input());
    const { id: monitorId } = await stored(id);
    const openedAt = new Date();
    await dashboard.deps.db.monitorState.update({ where: { monitorId }, data: { verdict: "down", seq: 1 } });
    await dashboard.deps.db.incident.create({
      data: { id: id, workspaceId, monitorId, openedAt, openedSeq: 1, cause: "timeout" },
    });

    await editor.monitor.pause({ id });
    expect(await openGrid(id)).toEqual([]);
    const detail = await editor.monitor.get({ id });
    expect([detail.verdict, detail.openIncident, detail.input.regions]).toEqual([
      "paused",
      null,
      ["aa-1", "bb-1"],
    ]);
    expect(await editor.monitor.transitions({ id })).toMatchObject([{ seq: 2, from: "down", to: "unknown" }]);
  });

  test("pausing and resuming twice is the same as once", async () => {
    const { id } = await editor.monitor.create(input());
    await editor.monitor.pause({ id });
    const once = await stored(id);
    await editor.monitor.pause({ id });
    expect(await stored(id)).toEqual(once);

    await takeUrgent("aa-1");
    await editor.monitor.resume({ id });
    await editor.monitor.resume({ id });
    const resumed = await stored(id);
    expect(await openGrid(id)).toHaveLength(2);
    expect([resumed.pausedAt, resumed.configVersion]).toEqual([null, 3]);
    const { jobs, changed } = await takeUrgent("aa-1");
    expect([jobs.length, changed.length]).toEqual([1, 1]);
  });

  test("regions and interval that were edited during the pause are the ones that resume", async () => {
    const { id } = await editor.monitor.create(input());
    await editor.monitor.pause({ id });
    await editor.monitor.update({ id, input: input({ regions: ["cc-1"], intervalSec: 120 }) });
    expect(await openGrid(id)).toEqual([]);
    expect((await editor.monitor.get({ id })).input.regions).toEqual(["cc-1"]);
    await editor.monitor.resume({ id });
    const open = await openGrid(id);
    expect(open.map((row) => row.intervalMs)).toEqual([120_000]);
    expect((await editor.monitor.get({ id })).input.regions).toEqual(["cc-1"]);
  });

  test("a storm of pauses and resumes leaves none or one open grid per region, as the monitor says", async () => {
    const { id } = await editor.monitor.create(input());
    await Promise.all(
      Array.from({ length: 8 }, (_, n) =>
        n % 2 === 0 ? editor.monitor.pause({ id }) : editor.monitor.resume({ id }),
      ),
    );
    const { pausedAt } = await stored(id);
    expect(await openGrid(id)).toHaveLength(pausedAt === null ? 2 : 0);
  });
});

describe("delete and check now", () => {
  test("a deleted monitor is gone, leaves its history to the purge, and its probes are told", async () => {
    const { id } = await editor.monitor.create(input());
    const { id: monitorId } = await stored(id);
    await takeUrgent("bb-1");
    await editor.monitor.delete({ id });
    await expect(editor.monitor.get({ id })).rejects.toMatchObject({ code: "NOT_FOUND" });
    await expect(editor.monitor.delete({ id })).rejects.toMatchObject({ code: "NOT_FOUND" });
    expect(await dashboard.deps.db.purge.count({ where: { monitorId } })).toBe(1);
    expect((await takeUrgent("bb-1")).changed).toEqual([monitorId]);
  });

  test("check now asks every region once and has a limit", async () => {
    const { id } = await editor.monitor.create(input());
    await takeUrgent("aa-1");
    const { at } = await editor.monitor.checkNow({ id });
    expect((await takeUrgent("aa-1")).jobs).toMatchObject([{ scheduledAt: at, origin: "manual" }]);
    for (let n = 1; n < 6; n += 1) await editor.monitor.checkNow({ id });
    await expect(editor.monitor.checkNow({ id })).rejects.toMatchObject({ code: "TOO_MANY_REQUESTS" });
  });

  test("a paused monitor cannot be checked now, and Redis being down is said", async () => {
    const { id } = await editor.monitor.create(input());
    dashboard.stream.setUnreachable(true);
    const attempt = editor.monitor.checkNow({ id }).finally(() => dashboard.stream.setUnreachable(false));
    await expect(attempt).rejects.toMatchObject({ code: "SERVICE_UNAVAILABLE" });
    await editor.monitor.pause({ id });
    await expect(editor.monitor.checkNow({ id })).rejects.toMatchObject({ code: "CONFLICT" });
  });
});
