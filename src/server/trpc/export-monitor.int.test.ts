import { afterAll, beforeAll, expect, test } from "vitest";
import { insertEvidence, insertTicks } from "#server/store/tick-store.ts";
import { aMonitor, aRegion, aTick, aWorkspace } from "#testing/builders.ts";
import { createDashboard, type Dashboard, type DashboardCaller } from "#testing/dashboard.ts";
import { csvResponse } from "./csv-response.ts";
import { exportLatency, exportTicks } from "./export-monitor.ts";
import { readExportQuery } from "./export-query.ts";

const MINUTE_MS = 60_000;
const nowMs = Math.floor(Date.now() / MINUTE_MS) * MINUTE_MS;

let dashboard: Dashboard;
let caller: DashboardCaller;
let stranger: DashboardCaller;
let regionId: number;
let monitor: { id: number; publicId: string };

const evidence = {
  message: '=HYPERLINK("http://evil.example","x")',
  remoteAddress: null,
  resolvedAddresses: [],
  redirects: [],
  responseHeaders: [],
  bodySample: null,
  certificate: null,
};

beforeAll(async () => {
  dashboard = await createDashboard({ now: () => new Date(nowMs) });
  const { db } = dashboard.deps;
  const workspaceId = await aWorkspace(db);
  regionId = await aRegion(db, "aa-1");
  monitor = await aMonitor(db, {
    workspaceId,
    regionIds: [regionId],
    name: 'Café "Shop"',
    fromMs: nowMs - 3_600_000,
  });
  caller = await dashboard.caller(await dashboard.member({ role: "viewer", workspaceId }));
  stranger = await dashboard.caller(await dashboard.member({ role: "owner" }));
  // 1,200 are more than a page of the procedure.
  const ticks = Array.from({ length: 1_200 }, (_, n) =>
    aTick({
      monitorId: monitor.id,
      scheduledAt: nowMs - (n + 1) * 2_000,
      ...(n === 3 ? { outcome: "refused" as const, status: null, evidence } : {}),
    }),
  );
  await insertEvidence(dashboard.database.pool, { regionId, vote: true, ticks });
  await insertTicks(dashboard.database.pool, { regionId, vote: true, ticks });
});
afterAll(() => dashboard.close());

const asked = (query: string) => ({
  ...readExportQuery(new URL(`http://localhost/x?${query}`), nowMs),
  id: monitor.publicId,
});

test("every check is in the file once, newest first, and no cell is a formula", async () => {
  const response = await csvResponse(() => exportTicks(caller, asked("hours=1")));
  expect(response.headers.get("content-disposition")).toBe('attachment; filename="cafe-shop-checks.csv"');
  const lines = (await response.text()).trimEnd().split("\r\n");
  expect(lines[0]).toMatch(/^at,region,origin,outcome,status,total_ms/);
  expect(new Set(lines.slice(1).map((line) => line.split(",")[0])).size).toBe(1_200);
  expect(lines[1]).toBe(
    `${new Date(nowMs - 2_000).toISOString()},aa-1,scheduled,ok,200,12.345,0.21,0.84,,9.8,0.12,512,1,true,`,
  );
  expect(lines[4]).toContain(`"'=HYPERLINK(""http://evil.example"",""x"")"`);
});

test("filters are those of the list", async () => {
  const response = await csvResponse(() => exportTicks(caller, asked("failed=1&region=aa-1")));
  expect((await response.text()).trimEnd().split("\r\n")).toHaveLength(2);
});

test("the chart's series are in the other file, each region and all together", async () => {
  const response = await csvResponse(() => exportLatency(caller, asked("hours=1")));
  const lines = (await response.text()).trimEnd().split("\r\n");
  expect(lines[0]).toBe("at,region,p50_ms,p75_ms,p95_ms,p99_ms,max_ms,good_checks,failed_checks");
  const regions = lines.slice(1).map((line) => line.split(",")[1]);
  expect(new Set(regions)).toEqual(new Set(["all", "aa-1"]));
  expect(lines[1]).toMatch(/,all,12.3,12.3,12.3,12.3,12.3,\d+,\d+$/);
});

test("regression: the file of a day's chart of a monitor that is an hour old is not empty", async () => {
  const { db } = dashboard.deps;
  await db.monitor.update({ where: { id: monitor.id }, data: { intervalMs: 10_000 } });
  const response = await csvResponse(() => exportLatency(caller, asked("hours=24")));
  expect(await response.text()).toMatch(/,all,/);
});

test("what is not one's own is as absent as ever, and a span that is too long is refused", async () => {
  const foreign = await csvResponse(() => exportTicks(stranger, asked("hours=1")));
  expect([foreign.status, await foreign.text()]).toEqual([404, "There is no such monitor."]);
  const visitor = await dashboard.caller(null);
  expect((await csvResponse(() => exportLatency(visitor, asked("hours=1")))).status).toBe(401);
  for (const query of [
    "hours=99999",
    "from=2020-01-01T00:00:00Z",
    "from=yesterday",
    "from=2026-01-02T00:00:00Z&to=2026-01-01T00:00:00Z",
  ]) {
    expect((await csvResponse(async () => exportTicks(caller, asked(query)))).status, query).toBe(400);
  }
});
