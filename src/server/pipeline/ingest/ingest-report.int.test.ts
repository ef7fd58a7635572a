import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { encodeJobs } from "#contracts/job.ts";
import type { ProbeReport } from "#contracts/probe-rpc.ts";
import { resultsKey } from "#contracts/stream-keys.ts";
import type { Evidence, Outcome, Tick } from "#contracts/tick.ts";
import { REPORT_BOUND_MS } from "#domain/verdict/judgement.ts";
import { judgeDue } from "#server/pipeline/clock/judge-due.ts";
import { aMonitor, aRegion, aTick, aWorkspace } from "#testing/builders.ts";
import { createMemoryStream, type MemoryStream } from "#testing/memory-stream.ts";
import { createTestDatabase, type TestDatabase } from "#testing/test-database.ts";
import { createTestDeps, type TestDeps } from "#testing/test-deps.ts";
import { drainSpools } from "./drain-spools.ts";
import { ingestReport } from "./ingest-report.ts";

const START = Date.now() - 600_000;
const STEP = 20_000;
let database: TestDatabase;
let workspaceId: string;
let regionIds: number[];
let monitorId: number;
let stream: MemoryStream;
let deps: TestDeps;

beforeAll(async () => {
  database = await createTestDatabase();
  workspaceId = await aWorkspace(database.db);
  regionIds = [];
  for (const code of ["eu", "us", "ap"]) regionIds.push(await aRegion(database.db, code));
});
afterAll(() => database.close());
beforeEach(async () => {
  await database.pool.query("TRUNCATE monitor, tick, tick_evidence, gap, incident, transition CASCADE");
  stream = createMemoryStream(() => deps.clock());
  deps = createTestDeps(database, stream, START);
  monitorId = (
    await aMonitor(database.db, {
      workspaceId,
      regionIds,
      fromMs: START - 3_600_000,
      gridFromMs: START + 86_400_000,
      intervalMs: STEP,
    })
  ).id;
});

const aReport = (ticks: Tick[], change: Partial<ProbeReport> = {}): ProbeReport => ({
  ticks,
  gaps: [],
  regionHealthy: true,
  ...change,
});

/** Reports one tick of the region at the n-th step, moves the clock there and lets it decide what was held. */
async function see(region: number, step: number, outcome: Outcome = "ok", change: Partial<ProbeReport> = {}) {
  const scheduledAt = START + step * STEP + region;
  deps.setNow(Math.max(deps.clock(), scheduledAt + 500));
  const status = outcome === "ok" ? 200 : null;
  await ingestReport(deps, {
    regionId: regionIds[region] ?? 0,
    report: aReport([aTick({ monitorId, scheduledAt, outcome, status })], change),
  });
  await passHold();
}

/** Confirmations that nobody sends in these tests are waited for so long. */
async function passHold() {
  deps.setNow(deps.clock() + REPORT_BOUND_MS + 50);
  await judgeDue(deps);
}

const rowsOf = async (text: string) => (await database.pool.query(text)).rows;
const verdict = async () => (await rowsOf(`SELECT verdict, seq, reason FROM monitor_state`))[0];

test("a report is stored as it was sent", async () => {
  const evidence: Evidence = {
    message: "HTTP 503",
    remoteAddress: "127.0.0.1",
    resolvedAddresses: ["127.0.0.1"],
    redirects: [],
    responseHeaders: [["server", "x\"y'{}"]],
    bodySample: "oops, \\ {1,2}",
    certificate: null,
  };
  const tick = aTick({ monitorId, scheduledAt: START, outcome: "status", status: 503, tlsUs: 77, evidence });
  const receipt = await ingestReport(deps, { regionId: regionIds[1] ?? 0, report: aReport([tick]) });
  expect(receipt).toEqual({ accepted: 1, duplicates: 0, dropped: 0 });
  expect(await rowsOf("SELECT * FROM tick")).toEqual([
    {
      scheduled_at: new Date(START),
      monitor_id: monitorId,
      region_id: regionIds[1],
      total_us: 12_345,
      dns_us: 210,
      connect_us: 840,
      tls_us: 77,
      ttfb_us: 9_800,
      transfer_us: 120,
      bytes: 512,
      late_ms: 1,
      status: 503,
      outcome: 1,
      origin: 0,
      vote: true,
    },
  ]);
  expect(await rowsOf("SELECT evidence FROM tick_evidence")).toEqual([{ evidence }]);
});

test("a repeated report changes nothing", async () => {
  const ticks = [0, 1, 2].map((step) => aTick({ monitorId, scheduledAt: START + step * STEP }));
  const given = { regionId: regionIds[0] ?? 0, report: aReport(ticks) };
  expect(await ingestReport(deps, given)).toEqual({ accepted: 3, duplicates: 0, dropped: 0 });
  const before = await rowsOf("SELECT * FROM monitor_region_state");
  const other = {
    ...given,
    report: aReport(ticks.map((tick) => ({ ...tick, outcome: "timeout", totalUs: 1 }))),
  };
  expect(await ingestReport(deps, other)).toEqual({ accepted: 0, duplicates: 3, dropped: 0 });
  expect(await rowsOf("SELECT * FROM monitor_region_state")).toEqual(before);
  expect(await rowsOf("SELECT DISTINCT outcome FROM tick")).toEqual([{ outcome: 0 }]);
  expect(before).toMatchObject([{ scheduled_at: new Date(START + 2 * STEP), total_us: 12_345 }]);
});

test("an older tick is kept but does not become the newest reading", async () => {
  await see(0, 3);
  await see(0, 1, "timeout");
  expect(await rowsOf("SELECT scheduled_at, outcome FROM monitor_region_state")).toEqual([
    { scheduled_at: new Date(START + 3 * STEP), outcome: 0 },
  ]);
  expect(await rowsOf("SELECT FROM tick")).toHaveLength(2);
});

test("ticks of deleted monitors, of the far future and of the far past are dropped without an error", async () => {
  const report = aReport([
    aTick({ monitorId, scheduledAt: START }),
    aTick({ monitorId: monitorId + 999, scheduledAt: START }),
    aTick({ monitorId, scheduledAt: START + 6 * 60_000 }),
    aTick({ monitorId, scheduledAt: START - 31 * 86_400_000 }),
    aTick({ monitorId, scheduledAt: START + STEP, configVersion: 99 }),
  ]);
  expect(await ingestReport(deps, { regionId: regionIds[0] ?? 0, report })).toEqual({
    accepted: 2,
    duplicates: 0,
    dropped: 3,
  });
});

test("a missing partition is made", async () => {
  const scheduledAt = START - 9 * 86_400_000;
  const report = aReport([aTick({ monitorId, scheduledAt })], {
    gaps: [{ monitorId, scheduledAt: scheduledAt - STEP, reason: "late" }],
  });
  expect(await ingestReport(deps, { regionId: regionIds[0] ?? 0, report })).toMatchObject({ accepted: 1 });
  expect(await rowsOf("SELECT reason FROM gap")).toEqual([{ reason: 0 }]);
});

test("eight reports of the same ticks at once store each once", async () => {
  const ticks = Array.from({ length: 50 }, (_, step) =>
    aTick({ monitorId, scheduledAt: START + step, outcome: "dns" }),
  );
  const receipts = await Promise.all(
    Array.from({ length: 8 }, (_, index) =>
      ingestReport(deps, {
        regionId: regionIds[0] ?? 0,
        report: aReport(index % 2 === 0 ? ticks : ticks.toReversed()),
      }),
    ),
  );
  expect(receipts.reduce((sum, receipt) => sum + receipt.accepted, 0)).toBe(50);
  expect(receipts.reduce((sum, receipt) => sum + receipt.duplicates, 0)).toBe(350);
  expect(await rowsOf("SELECT FROM tick")).toHaveLength(50);
});

test("down needs a majority that fails twice, and up a majority that succeeds", async () => {
  for (const region of [0, 1, 2]) await see(region, 0);
  expect(await verdict()).toMatchObject({ verdict: "up", seq: 1 });
  await see(0, 1, "timeout");
  await see(1, 1, "timeout");
  await see(0, 2, "timeout");
  expect(await verdict()).toMatchObject({ verdict: "up", seq: 1 });
  await see(1, 2, "timeout");
  expect(await verdict()).toEqual({
    verdict: "down",
    seq: 2,
    reason: "2 of 3 healthy regions failed twice in a row: timeout from eu, us.",
  });
  expect(await rowsOf("SELECT opened_seq, closed_at FROM incident")).toEqual([
    { opened_seq: 2, closed_at: null },
  ]);

  await see(0, 3);
  await see(1, 3);
  expect(await verdict()).toMatchObject({ verdict: "up", seq: 3 });
  expect(await rowsOf(`SELECT seq, "from", "to" FROM transition ORDER BY seq`)).toEqual([
    { seq: 1, from: "unknown", to: "up" },
    { seq: 2, from: "up", to: "down" },
    { seq: 3, from: "down", to: "up" },
  ]);
  expect(await rowsOf("SELECT closed_seq FROM incident")).toEqual([{ closed_seq: 3 }]);
});

test("regions that report the decisive failure at the same moment make one transition", async () => {
  for (const region of [0, 1, 2]) await see(region, 0);
  await Promise.all([0, 1, 2].map((region) => see(region, 1, "refused")));
  await Promise.all([0, 1, 2].map((region) => see(region, 2, "refused")));
  expect(await verdict()).toMatchObject({ verdict: "down", seq: 2 });
  expect(await rowsOf("SELECT FROM incident WHERE closed_at IS NULL")).toHaveLength(1);
});

test("neither a sick region nor the probe's own faults bring a monitor down", async () => {
  for (const region of [0, 1, 2]) await see(region, 0);
  for (const step of [1, 2, 3]) {
    await see(0, step, "timeout", { regionHealthy: false });
    await see(1, step, "internal");
    await see(2, step, "blocked");
  }
  expect(await verdict()).toMatchObject({ verdict: "up", seq: 1 });
});

test("a paused monitor keeps its verdict", async () => {
  await see(0, 0);
  await database.pool.query("UPDATE monitor SET paused_at = now()");
  for (const step of [1, 2]) for (const region of [0, 1, 2]) await see(region, step, "timeout");
  expect(await verdict()).toMatchObject({ seq: 1, verdict: "up" });
});

test("a late tick ends its gap and has its hour rolled up again", async () => {
  const scheduledAt = START - 2 * 3_600_000;
  await database.pool.query(
    "INSERT INTO watermark (name, at) VALUES ('rollup_hour', to_timestamp($1 / 1000.0))",
    [START],
  );
  const regionId = regionIds[0] ?? 0;
  const gap = { monitorId, scheduledAt, reason: "lost" as const };
  await ingestReport(deps, { regionId, report: aReport([], { gaps: [gap] }) });
  expect(await rowsOf("SELECT FROM gap")).toHaveLength(1);
  await ingestReport(deps, { regionId, report: aReport([aTick({ monitorId, scheduledAt })]) });
  expect(await rowsOf("SELECT FROM gap")).toHaveLength(0);
  await ingestReport(deps, { regionId, report: aReport([], { gaps: [gap] }) });
  expect(await rowsOf("SELECT FROM gap")).toHaveLength(0);
  expect(await rowsOf("SELECT at FROM watermark")).toEqual([
    { at: new Date(Math.floor(scheduledAt / 3_600_000) * 3_600_000) },
  ]);
});

test("the spool is drained once, and what cannot be read does not stop it", async () => {
  const key = resultsKey("us");
  await stream.add(key, JSON.stringify(aReport([aTick({ monitorId, scheduledAt: START })])));
  await stream.add(key, encodeJobs([]));
  await stream.add(key, "{");
  await stream.add(key, JSON.stringify(aReport([aTick({ monitorId, scheduledAt: START + STEP })])));
  expect(await drainSpools(deps)).toEqual({ reports: 2, ticks: 2, unreadable: 2, failure: null });
  expect(await stream.length(key)).toBe(0);
  expect(await drainSpools(deps)).toEqual({ reports: 0, ticks: 0, unreadable: 0, failure: null });
  expect(await rowsOf("SELECT DISTINCT region_id FROM tick")).toEqual([{ region_id: regionIds[1] }]);
});
