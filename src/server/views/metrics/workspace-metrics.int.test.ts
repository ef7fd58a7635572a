import { uuidv7 } from "uuidv7";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { hashApiKey } from "#server/auth/find-key-actor.ts";
import { handleWorkspaceMetrics } from "#server/trpc/handle-workspace-metrics.ts";
import { aMonitor, aRegion } from "#testing/builders.ts";
import { createDashboard, type Dashboard } from "#testing/dashboard.ts";
import { readExposition } from "#testing/read-exposition.ts";

const stage = vi.hoisted(() => ({ deps: undefined as unknown }));
vi.mock("#server/trpc/app-deps.ts", () => ({ appDeps: () => stage.deps }));

const DAY_MS = 86_400_000;
const KEY = `uptick_${"a".repeat(40)}`;
const WRITER = `uptick_${"b".repeat(40)}`;

let dashboard: Dashboard;
let workspaceId: string;
let regionId: number;
const nowMs = Date.now();

beforeAll(async () => {
  dashboard = await createDashboard();
  stage.deps = dashboard.deps;
  const owner = await dashboard.member({ role: "owner" });
  workspaceId = owner.workspaceId;
  regionId = await aRegion(dashboard.deps.db, "eu");
  await addKey(KEY, ["read"], owner.userId);
  await addKey(WRITER, ["monitors:write"], owner.userId);
});
afterAll(() => dashboard.close());

async function addKey(key: string, scopes: string[], userId: string): Promise<void> {
  await dashboard.deps.db.apiKey.create({
    data: {
      id: uuidv7(),
      workspaceId,
      name: scopes.join(),
      hash: hashApiKey(key),
      prefix: key.slice(0, 12),
      scopes,
      createdByUserId: userId,
    },
  });
}

function ask(headers: Record<string, string>): Promise<Response> {
  return handleWorkspaceMetrics(new Request("http://localhost:3000/api/workspace/metrics", { headers }));
}

test("a key that may read sees the monitors of its workspace with their figures", async () => {
  const { db } = dashboard.deps;
  const grid = { workspaceId, regionIds: [regionId], fromMs: nowMs - DAY_MS };
  const name = 'Shop "EU"\\\n1';
  const shop = await aMonitor(db, { ...grid, name, tags: ["prod", "shop"] });
  const paused = await aMonitor(db, { ...grid, name: "Old" });
  await db.monitor.update({ where: { id: paused.id }, data: { pausedAt: new Date(nowMs) } });
  const stranger = await dashboard.member({ role: "owner" });
  await aMonitor(db, { ...grid, workspaceId: stranger.workspaceId, name: "Secret of others" });
  await db.monitorState.update({ where: { monitorId: shop.id }, data: { verdict: "down", raw: "down" } });
  const step = { monitorId: shop.id, workspaceId, reason: "", inputs: {}, decidedAt: new Date(nowMs) };
  await db.transition.createMany({
    data: [
      { ...step, seq: 1, from: "unknown", to: "up", raw: "up", at: new Date(nowMs - DAY_MS / 2) },
      { ...step, seq: 2, from: "up", to: "down", raw: "down", at: new Date(nowMs - DAY_MS / 8) },
    ],
  });
  await db.$executeRaw`UPDATE monitor_figures SET p95_us = 250000 WHERE monitor_id = ${shop.id}`;
  const seen = { monitorId: shop.id, regionId, key: "certificateExpiresAt", seenAt: new Date(nowMs) };
  await db.finding.create({ data: { ...seen, value: new Date(nowMs + 10 * DAY_MS).toISOString() } });
  await db.monitorRegionState.create({
    data: {
      monitorId: shop.id,
      regionId,
      scheduledAt: new Date(nowMs - 5_000),
      outcome: 0,
      totalUs: 1,
      vote: true,
    },
  });
  await db.incident.create({
    data: {
      id: uuidv7(),
      workspaceId,
      monitorId: shop.id,
      openedSeq: 2,
      openedAt: new Date(nowMs),
      cause: "It broke.",
    },
  });

  const response = await ask({ authorization: `Bearer ${KEY}` });
  expect(response.status).toBe(200);
  const text = await response.text();
  expect(text).not.toContain("Secret of others");
  const families = readExposition(text);
  const one = (metric: string) => families.get(metric)?.samples.filter(({ labels }) => labels.name === name);
  const own = { monitor: shop.publicId, name };
  expect(one("uptick_monitor_info")).toMatchObject([
    { labels: { ...own, kind: "http", severity: "normal", tags: ",prod,shop," } },
  ]);
  expect(one("uptick_monitor_up")).toMatchObject([{ value: 0 }]);
  expect(one("uptick_monitor_verdict")).toMatchObject([{ labels: { ...own, verdict: "down" }, value: 1 }]);
  expect(one("uptick_monitor_latency_p95_seconds")).toMatchObject([{ value: 0.25 }]);
  expect(one("uptick_monitor_incidents_open")).toMatchObject([{ value: 1 }]);
  expect(one("uptick_monitor_certificate_days")?.[0]?.value).toBeCloseTo(10, 1);
  expect(one("uptick_monitor_last_check_age_seconds")?.[0]?.value).toBeGreaterThan(4);
  const uptime = one("uptick_monitor_uptime_ratio");
  expect(uptime?.map(({ labels }) => labels.window)).toEqual(["1d", "30d"]);
  expect(uptime?.[0]?.value).toBeCloseTo(0.75, 3);
  const old = families.get("uptick_monitor_up")?.samples.find(({ labels }) => labels.name === "Old");
  expect(old).toBeUndefined();
  const counts = families.get("uptick_workspace_monitors")?.samples;
  expect(counts?.map(({ labels, value }) => [labels.verdict, value])).toEqual([
    ["down", 1],
    ["paused", 1],
    ["left_out", 0],
  ]);
});

test("OpenMetrics is given to who asks for it", async () => {
  const response = await ask({
    authorization: `Bearer ${KEY}`,
    accept: "application/openmetrics-text;version=1.0.0",
  });
  expect(response.headers.get("content-type")).toContain("application/openmetrics-text");
  expect((await response.text()).endsWith("# EOF\n")).toBe(true);
});

test("nobody else sees anything: no key, a wrong key, a key that may only write", async () => {
  const answers = await Promise.all([
    ask({}),
    ask({ authorization: `Bearer uptick_${"c".repeat(40)}` }),
    ask({ authorization: `Bearer ${WRITER}` }),
  ]);
  expect(answers.map(({ status }) => status)).toEqual([401, 401, 403]);
});

test("whoever is held to tags is told of the monitors with one of them, and of no other", async () => {
  const { userId } = await dashboard.member({ role: "viewer", workspaceId });
  await dashboard.deps.db.member.updateMany({ where: { userId }, data: { tags: ["internal"] } });
  const caller = await dashboard.caller({ ...(await sessionOf(userId)) });
  const families = await caller.system.metrics();
  const names = families.flatMap(({ samples }) => samples.flatMap(({ labels }) => labels.name ?? []));
  expect(names).toEqual([]);
});

async function sessionOf(userId: string) {
  const { id: sessionId } = await dashboard.deps.db.session.findFirstOrThrow({ where: { userId } });
  return { userId, workspaceId, sessionId };
}
