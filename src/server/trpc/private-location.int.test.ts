import { uuidv7 } from "uuidv7";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { trialTarget } from "#contracts/job-entry.ts";
import { resultsKey } from "#contracts/stream-keys.ts";
import { drainSpools } from "#server/pipeline/ingest/drain-spools.ts";
import { issueToken } from "#server/store/region-credential-store.ts";
import { insertTrial } from "#server/store/trial-store.ts";
import { aCheck, aMonitor, aRegion, aTick, aWorkspace } from "#testing/builders.ts";
import { createMemoryStream } from "#testing/memory-stream.ts";
import { createTestDatabase, type TestDatabase } from "#testing/test-database.ts";
import { createTestDeps, type TestDeps } from "#testing/test-deps.ts";
import { createProbeHandler } from "./probe-handler.ts";

const START = Date.now();
let database: TestDatabase;
let deps: TestDeps;
let own: string;
let foreign: string;
let regionId: number;
let handle: (request: Request) => Promise<Response>;
let token: string;
let mine: { id: number };
let theirs: { id: number };

beforeAll(async () => {
  database = await createTestDatabase();
  own = await aWorkspace(database.db, "Own");
  foreign = await aWorkspace(database.db, "Foreign");
  regionId = await aRegion(database.db, "cellar");
  await database.db.region.update({ where: { id: regionId }, data: { workspaceId: own, runtime: "agent" } });
});
afterAll(() => database.close());
beforeEach(async () => {
  await database.pool.query("TRUNCATE monitor, tick, gap, trial, purge CASCADE");
  deps = createTestDeps(database, createMemoryStream(), START);
  deps.settings.controlTargets = ["https://control.test/"];
  handle = createProbeHandler(deps);
  token = await issueToken(database.pool, { id: regionId, code: "cellar" });
  // Both are assigned to it: only the workspace tells them apart.
  const spec = { regionIds: [regionId], fromMs: START, gridFromMs: START };
  mine = await aMonitor(database.db, { ...spec, workspaceId: own });
  theirs = await aMonitor(database.db, { ...spec, workspaceId: foreign });
});

async function call(procedure: string, input: unknown) {
  const response = await handle(
    new Request(`http://localhost/api/probe-rpc/probe.${procedure}`, {
      method: "POST",
      headers: { authorization: `Bearer ${token}`, "content-type": "application/json" },
      body: JSON.stringify(input),
    }),
  );
  expect(response.status).toBe(200);
  return (await response.json()).result.data;
}

const count = async (table: string) =>
  (await database.pool.query(`SELECT monitor_id FROM ${table} ORDER BY 1`)).rows.map((row) => row.monitor_id);

test("a foreign monitor's configuration is off for it", async () => {
  const configs = await call("configs", { monitorIds: [theirs.id, mine.id] });
  expect(configs).toMatchObject([
    { state: "off", monitorId: theirs.id },
    { state: "on", monitorId: mine.id },
  ]);
});

test("ticks and gaps of a foreign monitor are dropped, failing ones with evidence, too", async () => {
  const evidence = {
    message: "no",
    remoteAddress: null,
    resolvedAddresses: [],
    redirects: [],
    responseHeaders: [],
    bodySample: null,
    certificate: null,
  };
  const down = { scheduledAt: START, outcome: "refused" as const, evidence };
  const receipt = await call("report", {
    ticks: [aTick({ monitorId: theirs.id, ...down }), aTick({ monitorId: mine.id, ...down })],
    gaps: [theirs, mine].map(({ id }) => ({ monitorId: id, scheduledAt: START - 60_000, reason: "late" })),
    regionHealthy: true,
  });
  expect(receipt).toEqual({ accepted: 1, duplicates: 0, dropped: 1 });
  for (const table of ["tick", "tick_evidence", "gap"]) expect(await count(table)).toEqual([mine.id]);
});

test("what it spools for a foreign monitor is dropped as well", async () => {
  const ticks = [theirs, mine].map(({ id }) => aTick({ monitorId: id, scheduledAt: START }));
  await deps.stream.add(resultsKey("cellar"), JSON.stringify({ ticks, gaps: [], regionHealthy: true }));
  expect(await drainSpools(deps)).toMatchObject({ reports: 1, ticks: 1 });
  expect(await count("tick")).toEqual([mine.id]);
});

test("a beat names no foreign monitor that was changed", async () => {
  await database.pool.query("UPDATE monitor SET updated_at = $1", [new Date(START)]);
  const hello = { instance: "a", version: "1", runtime: "agent" };
  const load = { inFlight: 0, queued: 0, pendingEntries: 0, lagMs: 0, spooled: 0, rssBytes: 1 };
  const reply = await call("beat", { ...hello, ...load, regionHealthy: true, since: START - 1000 });
  expect(reply).toMatchObject({ changedMonitorIds: [mine.id], changedAll: false });
});

test("a foreign workspace's trial is neither shown nor answered", async () => {
  const trial = (workspaceId: string) =>
    insertTrial(database.db, {
      publicId: uuidv7(),
      workspaceId,
      author: "somebody",
      check: aCheck(),
      timeoutMs: 1000,
      at: new Date(START),
      regions: [{ id: regionId, asked: true }],
    });
  const [a, b] = [await trial(foreign), await trial(own)];
  expect(await call("configs", { monitorIds: [trialTarget(a), trialTarget(b)] })).toMatchObject([
    { state: "off" },
    { state: "on" },
  ]);
  const { evidence: _evidence, ...seen } = aTick({ monitorId: 1, scheduledAt: START });
  const { outcome, status, totalUs, dnsUs, connectUs, tlsUs, ttfbUs, transferUs, bytes } = seen;
  const result = {
    ...{ outcome, status, totalUs, dnsUs, connectUs, tlsUs, ttfbUs, transferUs, bytes },
    evidence: {
      message: "",
      remoteAddress: null,
      resolvedAddresses: [],
      redirects: [],
      responseHeaders: [],
      bodySample: null,
      certificate: null,
    },
  };
  expect(await call("trial", { trialId: a, result })).toEqual({ taken: false });
  expect(await call("trial", { trialId: b, result })).toEqual({ taken: true });
});

test("its agents need not reach what the app's own regions are held to", async () => {
  const hello = { instance: "a", version: "1", runtime: "agent", kinds: ["http"] };
  expect(await call("hello", hello)).toMatchObject({ region: "cellar", controlTargets: [] });
});
