import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import type { MonitorInput } from "#contracts/check.ts";
import { PROBE_GROUP, urgentKey } from "#contracts/stream-keys.ts";
import { issueToken } from "#server/store/region-credential-store.ts";
import { aCheck, aRegion, aWorkspace } from "#testing/builders.ts";
import { createDashboard, type Dashboard, type DashboardCaller } from "#testing/dashboard.ts";
import { createTestDeps, type TestDeps } from "#testing/test-deps.ts";
import { createProbeHandler } from "./probe-handler.ts";

const START = Date.now();
const REGION = "aa-1";
let dashboard: Dashboard;
let editor: DashboardCaller;
let deps: TestDeps;
let handle: (request: Request) => Promise<Response>;
let token: string;
let nowMs = START;

const input = (change: Partial<MonitorInput> = {}): MonitorInput => ({
  name: "Shop",
  check: aCheck(),
  intervalSec: 30,
  timeoutMs: 5_000,
  regions: [REGION],
  tags: [],
  ...change,
});

beforeAll(async () => {
  dashboard = await createDashboard({ now: () => new Date(nowMs) });
  const workspaceId = await aWorkspace(dashboard.deps.db);
  const regionId = await aRegion(dashboard.deps.db, REGION);
  await aRegion(dashboard.deps.db, "bb-1");
  editor = await dashboard.caller(await dashboard.member({ role: "editor", workspaceId }));
  deps = createTestDeps(dashboard.database, dashboard.stream, START);
  handle = createProbeHandler(deps);
  token = await issueToken(dashboard.database.pool, { id: regionId, code: REGION });
});
afterAll(() => dashboard.close());
// What earlier tests did is older than any overlap.
beforeEach(() => pass(20_000));

function pass(ms: number): void {
  nowMs += ms;
  deps.setNow(nowMs);
}

async function beat(instance: string, since: number | null) {
  const feelings = { inFlight: 0, queued: 0, pendingEntries: 0, lagMs: 0, spooled: 0, rssBytes: 1 };
  const body = { instance, version: "1", runtime: "node", regionHealthy: true, since, ...feelings };
  const response = await handle(
    new Request("http://localhost/api/probe-rpc/probe.beat", {
      method: "POST",
      headers: { authorization: `Bearer ${token}`, "content-type": "application/json" },
      body: JSON.stringify(body),
    }),
  );
  return (await response.json()).result.data;
}

async function create(change: Partial<MonitorInput> = {}) {
  const { id } = await editor.monitor.create(input(change));
  const stored = await dashboard.deps.db.monitor.findUniqueOrThrow({ where: { publicId: id } });
  pass(20_000);
  return { id, monitorId: stored.id };
}

test("both probes of a region learn of a pause, although its message reaches one of them", async () => {
  const { id, monitorId } = await create();
  const since = nowMs;
  expect(await beat("aa-1-a", since)).toEqual({
    serverTime: since,
    changedMonitorIds: [],
    changedAll: false,
  });
  pass(1000);
  await editor.monitor.pause({ id });
  const group = { group: PROBE_GROUP, count: 100 };
  await dashboard.stream.ensureGroup(urgentKey(REGION), PROBE_GROUP);
  const first = await dashboard.stream.readNew([urgentKey(REGION)], { ...group, consumer: "aa-1-a" });
  expect(first.at(-1)?.payload).toContain(String(monitorId));
  expect(await dashboard.stream.readNew([urgentKey(REGION)], { ...group, consumer: "aa-1-b" })).toEqual([]);

  pass(4000);
  for (const instance of ["aa-1-a", "aa-1-b"]) {
    const reply = await beat(instance, since);
    expect(reply).toEqual({ serverTime: since + 5000, changedMonitorIds: [monitorId], changedAll: false });
    expect((await beat(instance, reply.serverTime)).changedMonitorIds).toEqual([]);
  }
});

test.each([
  ["an edit", (id: string) => editor.monitor.update({ id, input: input({ timeoutMs: 6000 }) })],
  ["leaving the region", (id: string) => editor.monitor.update({ id, input: input({ regions: ["bb-1"] }) })],
  ["a deletion", (id: string) => editor.monitor.delete({ id })],
])("%s is told although Redis was away", async (_, change) => {
  const { id, monitorId } = await create();
  const since = nowMs;
  dashboard.stream.setUnreachable(true);
  await change(id).finally(() => dashboard.stream.setUnreachable(false));
  pass(5000);
  expect((await beat("aa-1-a", since)).changedMonitorIds).toEqual([monitorId]);
});

test("a change that was dated up to two seconds before the last beat is told", async () => {
  const { id, monitorId } = await create();
  await editor.monitor.pause({ id });
  expect((await beat("aa-1-a", nowMs + 1999)).changedMonitorIds).toEqual([monitorId]);
  pass(5000);
  expect((await beat("aa-1-a", nowMs - 5000 + 1999)).changedMonitorIds).toEqual([monitorId]);
  expect((await beat("aa-1-a", nowMs - 5000 + 2000)).changedMonitorIds).toEqual([]);
});

test("a change in other regions is not told, and nothing is told to a probe that does not ask", async () => {
  const { id } = await create({ regions: ["bb-1"] });
  const since = nowMs;
  await editor.monitor.pause({ id });
  expect((await beat("aa-1-a", since)).changedMonitorIds).toEqual([]);
  const { id: here } = await create();
  await editor.monitor.pause({ id: here });
  expect((await beat("aa-1-a", null)).changedMonitorIds).toEqual([]);
});

test("more than 1000 changes, or a probe that was away for long, mean that all may have changed", async () => {
  const { monitorId } = await create();
  const all = { serverTime: nowMs, changedMonitorIds: [], changedAll: true };
  const since = nowMs;
  expect(await beat("aa-1-a", since - 300_000)).toMatchObject({ changedAll: false });
  expect(await beat("aa-1-a", since - 300_001)).toEqual(all);

  const add = (count: number) =>
    dashboard.database.pool.query(
      `WITH made AS (
        INSERT INTO monitor (public_id, workspace_id, kind, name, "check", interval_ms, timeout_ms, grid_from, updated_at)
        SELECT gen_random_uuid(), workspace_id, kind, name, "check", interval_ms, timeout_ms, grid_from, to_timestamp($3 / 1000.0)
        FROM monitor, generate_series(1, $2) WHERE id = $1 RETURNING id)
      INSERT INTO assignment (monitor_id, region_id, interval_ms, offset_ms, config_version, from_at)
      SELECT made.id, a.region_id, a.interval_ms, a.offset_ms, 1, a.from_at
      FROM made, assignment a WHERE a.monitor_id = $1`,
      [monitorId, count, since],
    );
  await add(1000);
  expect((await beat("aa-1-a", since)).changedMonitorIds).toHaveLength(1000);
  await add(1);
  expect(await beat("aa-1-a", since)).toEqual(all);
});
