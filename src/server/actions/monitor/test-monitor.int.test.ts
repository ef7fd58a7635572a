import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { decodeJobs, type Job, parseEntry } from "#contracts/job-entry.ts";
import { PROBE_GROUP, urgentKey } from "#contracts/stream-keys.ts";
import type { TrialInput, TrialResult } from "#contracts/trial.ts";
import { deleteOldTrials, listTrialConfigs, saveTrialResult } from "#server/store/trial-store.ts";
import { aCheck, aRegion } from "#testing/builders.ts";
import { createDashboard, type Dashboard, type DashboardCaller } from "#testing/dashboard.ts";

const RESULT: TrialResult = {
  outcome: "status",
  status: 503,
  totalUs: 12_000,
  dnsUs: null,
  connectUs: 1_000,
  tlsUs: null,
  ttfbUs: 9_000,
  transferUs: 100,
  bytes: 12,
  evidence: {
    message: "Answered 503, expected 200-299.",
    remoteAddress: "192.0.2.1",
    resolvedAddresses: ["192.0.2.1"],
    redirects: [],
    responseHeaders: [["content-type", "text/html"]],
    bodySample: "<script>alert(1)</script>",
    certificate: null,
  },
};
let dashboard: Dashboard;
let editor: DashboardCaller;
let colleague: DashboardCaller;
let nowMs = Date.now();
let regions: { here: number; there: number };

beforeAll(async () => {
  dashboard = await createDashboard({ now: () => new Date(nowMs) });
  const { db } = dashboard.deps;
  regions = { here: await aRegion(db, "here-1"), there: await aRegion(db, "there-1") };
  await aRegion(db, "gone-1");
  const member = await dashboard.member({ role: "editor" });
  editor = await dashboard.caller(member);
  colleague = await dashboard.caller(
    await dashboard.member({ role: "editor", workspaceId: member.workspaceId }),
  );
});
afterAll(() => dashboard.close());
beforeEach(async () => {
  nowMs += 120_000;
  const seen = { lastSeenAt: new Date(nowMs) };
  await dashboard.deps.db.region.updateMany({ where: { code: { in: ["here-1", "there-1"] } }, data: seen });
});

const input = (change: Partial<TrialInput> = {}): TrialInput => ({
  check: aCheck({ url: "https://example.com/health?key=secret" }),
  timeoutMs: 2_000,
  regions: ["here-1", "there-1", "gone-1"],
  ...change,
});

async function takeJobs(region: string): Promise<Job[]> {
  await dashboard.stream.ensureGroup(urgentKey(region), PROBE_GROUP);
  const reader = { group: PROBE_GROUP, consumer: "test", count: 100 };
  const messages = await dashboard.stream.readNew([urgentKey(region)], reader);
  return messages.flatMap(({ payload }) => {
    const entry = parseEntry(payload);
    return entry?.kind === "jobs" ? decodeJobs(entry) : [];
  });
}

async function trialIdOf(publicId: string): Promise<number> {
  return (await dashboard.deps.db.trial.findUniqueOrThrow({ where: { publicId } })).id;
}

test("the job travels on the urgent stream of each region that is there, and the others are said at once", async () => {
  const { id } = await editor.monitor.test(input());
  const trialId = await trialIdOf(id);
  for (const region of ["here-1", "there-1"]) {
    expect(await takeJobs(region)).toEqual([
      { monitorId: -trialId, configVersion: 1, scheduledAt: nowMs, origin: "manual" },
    ]);
  }
  expect(await takeJobs("gone-1")).toEqual([]);
  expect(await editor.monitor.trial({ id })).toMatchObject({
    done: false,
    answers: [
      { region: "here-1", state: "waiting" },
      { region: "there-1", state: "waiting" },
      { region: "gone-1", state: "offline" },
    ],
  });
});

test("a probe fetches the check, and only the first answer of its own region counts", async () => {
  const { id } = await editor.monitor.test(input());
  const { sql } = dashboard.deps;
  const trialId = await trialIdOf(id);
  const asked = { regionId: regions.here, trialIds: [trialId], nowMs };
  expect(await listTrialConfigs(sql, asked)).toMatchObject([
    { state: "on", monitorId: -trialId, timeoutMs: 2_000, check: input().check },
  ]);

  const report = { regionId: regions.here, trialId, result: RESULT, nowMs: nowMs + 40 };
  expect(await saveTrialResult(sql, report)).toBe(true);
  expect(await saveTrialResult(sql, { ...report, result: { ...RESULT, status: 200 } })).toBe(false);
  expect(await saveTrialResult(sql, { ...report, regionId: 9_999 })).toBe(false);
  expect(await listTrialConfigs(sql, asked)).toEqual([{ state: "off", monitorId: -trialId }]);

  const { answers, done } = await editor.monitor.trial({ id });
  expect(done).toBe(false);
  expect(answers[0]).toMatchObject({ state: "answered", afterMs: 40, result: RESULT });
});

test("a region that never answers is said to be silent once its time is over", async () => {
  const { id } = await editor.monitor.test(input({ regions: ["here-1"] }));
  nowMs += 7_001;
  expect(await editor.monitor.trial({ id })).toMatchObject({
    done: true,
    answers: [{ region: "here-1", state: "silent" }],
  });
});

test("a probe that comes late finds nothing to run, and nothing is kept for long", async () => {
  const { id } = await editor.monitor.test(input());
  const trialId = await trialIdOf(id);
  const { sql } = dashboard.deps;
  const asked = { regionId: regions.here, trialIds: [trialId], nowMs: nowMs + 30_001 };
  expect(await listTrialConfigs(sql, asked)).toEqual([{ state: "off", monitorId: -trialId }]);
  await deleteOldTrials(sql, nowMs + 9 * 60_000);
  await expect(editor.monitor.trial({ id })).resolves.toBeDefined();
  expect(await deleteOldTrials(sql, nowMs + 11 * 60_000)).toBeGreaterThan(0);
  expect(await deleteOldTrials(sql, nowMs + 11 * 60_000)).toBe(0);
  await expect(editor.monitor.trial({ id })).rejects.toMatchObject({ code: "NOT_FOUND" });
});

test("nobody but who asked sees the answers", async () => {
  const { id } = await editor.monitor.test(input());
  await expect(colleague.monitor.trial({ id })).rejects.toMatchObject({ code: "NOT_FOUND" });
});

test("six tests a minute at most, for each person", async () => {
  for (let at = 0; at < 6; at += 1) await editor.monitor.test(input());
  await expect(editor.monitor.test(input())).rejects.toMatchObject({ code: "TOO_MANY_REQUESTS" });
  await expect(colleague.monitor.test(input())).resolves.toBeDefined();
  nowMs += 60_000;
  await expect(editor.monitor.test(input())).resolves.toBeDefined();
});

test("it leaves no monitor, no slot and no tick, and the log keeps no secret", async () => {
  await editor.monitor.test(input());
  const { db, sql } = dashboard.deps;
  expect(await db.monitor.count()).toBe(0);
  const { rows } = await sql.query<{ count: number }>("SELECT count(*)::int FROM tick");
  expect(rows).toEqual([{ count: 0 }]);
  const entry = await db.auditEntry.findFirst({ where: { action: "monitor.test" } });
  expect(JSON.stringify(entry?.detail)).not.toContain("secret");
});

test("what cannot be a check is refused at its field", async () => {
  const wrong = input({ check: { ...aCheck(), method: "GET", body: "{}" } });
  await expect(editor.monitor.test(wrong)).rejects.toMatchObject({ code: "BAD_REQUEST" });
  await expect(editor.monitor.test(input({ regions: ["nowhere-1"] }))).rejects.toMatchObject({
    code: "BAD_REQUEST",
  });
});
