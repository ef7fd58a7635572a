import { uuidv7 } from "uuidv7";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { trialTarget } from "#contracts/job-entry.ts";
import type { ProbeBeat, ProbeHello } from "#contracts/probe-rpc.ts";
import { connect } from "#server/store/prisma.ts";
import { issueToken, revokeTokens } from "#server/store/region-credential-store.ts";
import { insertTrial } from "#server/store/trial-store.ts";
import { aCheck, aMonitor, aRegion, aTick, aWorkspace } from "#testing/builders.ts";
import { createMemoryStream } from "#testing/memory-stream.ts";
import { createTestDatabase, type TestDatabase } from "#testing/test-database.ts";
import { createTestDeps, type TestDeps } from "#testing/test-deps.ts";
import { createProbeHandler } from "./probe-handler.ts";

const START = Date.now();
let database: TestDatabase;
let deps: TestDeps;
let regionIds: number[];
let workspaceId: string;
let token: string;
let handle: (request: Request) => Promise<Response>;

beforeAll(async () => {
  database = await createTestDatabase();
  workspaceId = await aWorkspace(database.db);
  regionIds = [await aRegion(database.db, "eu"), await aRegion(database.db, "us")];
});
afterAll(() => database.close());
beforeEach(async () => {
  await database.pool.query("TRUNCATE monitor, tick, region_token, probe_instance CASCADE");
  await database.pool.query("UPDATE region SET healthy = true, last_seen_at = NULL");
  deps = createTestDeps(database, createMemoryStream(), START);
  deps.settings.controlTargets = ["https://control.test/"];
  token = await issueToken(database.pool, { id: regionIds[0] ?? 0, code: "eu" });
  handle = createProbeHandler(deps);
});

async function call(procedure: string, input: unknown, bearer = token) {
  const response = await handle(
    new Request(`http://localhost/api/probe-rpc/probe.${procedure}`, {
      method: "POST",
      headers: { authorization: `Bearer ${bearer}`, "content-type": "application/json" },
      body: JSON.stringify(input),
    }),
  );
  const body = await response.json();
  return { status: response.status, headers: response.headers, data: body.result?.data };
}

const hello: ProbeHello = { instance: "eu-a", version: "1", runtime: "node", kinds: ["http"] };
const beat: ProbeBeat = {
  instance: "eu-a",
  version: "1",
  runtime: "node",
  inFlight: 1,
  queued: 2,
  pendingEntries: 3,
  lagMs: 4,
  spooled: 5,
  rssBytes: 6_000_000_000,
  regionHealthy: false,
  since: null,
};
const emptyReport = { ticks: [], gaps: [], regionHealthy: true };

test("a probe is told its region by its token", async () => {
  expect(await call("hello", hello)).toMatchObject({
    status: 200,
    data: { region: "eu", serverTime: START, controlTargets: ["https://control.test/"] },
  });
  const { rows } = await database.pool.query(
    "SELECT code, last_seen_at FROM region WHERE deleted_at IS NULL ORDER BY id",
  );
  expect(rows).toEqual([
    { code: "eu", last_seen_at: new Date(START) },
    { code: "us", last_seen_at: null },
  ]);
});

test("a beat says how the probe and its region feel, twice as well as once", async () => {
  for (let at = 0; at < 2; at += 1)
    expect(await call("beat", beat)).toMatchObject({ status: 200, data: { serverTime: START } });
  const { rows } = await database.pool.query("SELECT queued, rss_bytes, last_seen_at FROM probe_instance");
  expect(rows).toEqual([{ queued: 2, rss_bytes: "6000000000", last_seen_at: new Date(START) }]);
  expect((await database.pool.query("SELECT healthy FROM region WHERE code = 'eu'")).rows).toEqual([
    { healthy: false },
  ]);
  await call("report", emptyReport);
  expect((await database.pool.query("SELECT healthy FROM region WHERE code = 'eu'")).rows).toEqual([
    { healthy: true },
  ]);
});

test("configurations come one per id in the order asked, off where there is nothing to check", async () => {
  const regions = { workspaceId, fromMs: START, intervalMs: 30_000 };
  const here = await aMonitor(database.db, { ...regions, regionIds });
  const elsewhere = await aMonitor(database.db, { ...regions, regionIds: regionIds.slice(1) });
  const paused = await aMonitor(database.db, { ...regions, regionIds });
  await database.pool.query("UPDATE monitor SET paused_at = now() WHERE id = $1", [paused.id]);
  const { data } = await call("configs", { monitorIds: [999_999, paused.id, here.id, elsewhere.id] });
  const [grid] = (
    await database.pool.query("SELECT offset_ms FROM assignment WHERE monitor_id = $1 AND region_id = $2", [
      here.id,
      regionIds[0],
    ])
  ).rows;
  expect(data).toEqual([
    { state: "off", monitorId: 999_999 },
    { state: "off", monitorId: paused.id },
    {
      state: "on",
      monitorId: here.id,
      configVersion: 1,
      intervalMs: 30_000,
      slotOffsetMs: grid.offset_ms,
      gridFrom: START,
      timeoutMs: 10_000,
      check: aCheck(),
    },
    { state: "off", monitorId: elsewhere.id },
  ]);
});

test("a reported tick belongs to the token's region", async () => {
  const { id } = await aMonitor(database.db, { workspaceId, regionIds, fromMs: START });
  const ticks = [aTick({ monitorId: id, scheduledAt: START })];
  expect(await call("report", { ...emptyReport, ticks, region: "us" })).toMatchObject({
    status: 200,
    data: { accepted: 1, duplicates: 0, dropped: 0 },
  });
  expect((await database.pool.query("SELECT region_id FROM tick")).rows).toEqual([
    { region_id: regionIds[0] },
  ]);
});

test.each(["", "nonsense", `upr_eu_${"a".repeat(43)}`])("the token %j is refused", async (wrong) => {
  expect((await call("report", emptyReport, wrong)).status).toBe(401);
});

test("a revoked token ends within half a minute, and a new one works at once", async () => {
  expect((await call("report", emptyReport)).status).toBe(200);
  await revokeTokens(database.pool, regionIds[0] ?? 0);
  deps.setNow(START + 31_000);
  expect((await call("report", emptyReport)).status).toBe(401);
  token = await issueToken(database.pool, { id: regionIds[0] ?? 0, code: "eu" });
  expect((await call("report", emptyReport)).status).toBe(200);
});

test("what is no report is refused before anything is stored", async () => {
  expect((await call("report", { ...emptyReport, ticks: [{ monitorId: 1 }] })).status).toBe(400);
  const ticks = Array.from({ length: 501 }, (_, at) => aTick({ monitorId: 1, scheduledAt: START + at }));
  expect((await call("report", { ...emptyReport, ticks })).status).toBe(400);
});

test("while the database cannot be reached a probe is told to come back", async () => {
  const away = connect({ url: "postgresql://nobody@127.0.0.1:1/none", max: 1 });
  handle = createProbeHandler({ ...deps, pool: away.pool });
  const answer = await call("report", emptyReport);
  expect([answer.status, answer.headers.get("retry-after")]).toEqual([503, "2"]);
  await away.pool.end();
});

test("a trial is fetched like a monitor and answered by the region that was asked, by no other", async () => {
  const trialId = await insertTrial(database.db, {
    publicId: uuidv7(),
    workspaceId,
    author: "somebody",
    check: aCheck({ url: "https://shop.example/" }),
    timeoutMs: 2_000,
    at: new Date(START),
    regions: [{ id: regionIds[0] ?? 0, asked: true }],
  });
  const monitorIds = [trialTarget(trialId)];
  expect((await call("configs", { monitorIds })).data).toMatchObject([
    { state: "on", monitorId: -trialId, check: { url: "https://shop.example/" } },
  ]);
  const other = await issueToken(database.pool, { id: regionIds[1] ?? 0, code: "us" });
  expect((await call("configs", { monitorIds }, other)).data).toEqual([
    { state: "off", monitorId: -trialId },
  ]);

  const { outcome, status, totalUs, dnsUs, connectUs, tlsUs, ttfbUs, transferUs, bytes } = aTick({
    monitorId: 1,
    scheduledAt: START,
  });
  const phases = { totalUs, dnsUs, connectUs, tlsUs, ttfbUs, transferUs };
  const result = { outcome, status, bytes, ...phases, evidence: EVIDENCE };
  expect((await call("trial", { trialId, result }, other)).data).toEqual({ taken: false });
  expect((await call("trial", { trialId, result })).data).toEqual({ taken: true });
  expect((await call("trial", { trialId, result })).data).toEqual({ taken: false });
  expect((await database.pool.query("SELECT FROM tick")).rowCount).toBe(0);
});

const EVIDENCE = {
  message: "Answered 200.",
  remoteAddress: null,
  resolvedAddresses: [],
  redirects: [],
  responseHeaders: [],
  bodySample: "ready",
  certificate: null,
};
