import { afterAll, beforeAll, beforeEach, expect, test, vi } from "vitest";
import type { Finding, Tick } from "#contracts/tick.ts";
import { listFindings } from "#server/store/finding-store.ts";
import { aMonitor, aRegion, aTick, aWorkspace } from "#testing/builders.ts";
import { createMemoryStream } from "#testing/memory-stream.ts";
import { createTestDatabase, type TestDatabase } from "#testing/test-database.ts";
import { createTestDeps, type TestDeps } from "#testing/test-deps.ts";
import { ingestReport } from "./ingest-report.ts";

const NOW = Date.now();
let database: TestDatabase;
let deps: TestDeps;
let regionId: number;
let monitorId: number;
let workspaceId: string;

beforeAll(async () => {
  database = await createTestDatabase();
  workspaceId = await aWorkspace(database.db, "Acme");
  regionId = await aRegion(database.db, "eu");
});
afterAll(() => database.close());
beforeEach(async () => {
  await database.pool.query("TRUNCATE monitor, tick, tick_evidence, gap CASCADE");
  deps = createTestDeps(database, createMemoryStream(), NOW);
  const made = await aMonitor(database.db, { workspaceId, regionIds: [regionId], fromMs: NOW - 3_600_000 });
  monitorId = made.id;
});

const ISSUER: Finding = { key: "certificateIssuer", value: "CN=Test" };
const http = (value: string): Finding => ({ key: "httpVersion", value });

async function report(...ticks: (Partial<Tick> & Pick<Tick, "scheduledAt">)[]) {
  const full = ticks.map((tick) => aTick({ monitorId, ...tick }));
  await ingestReport(deps, { regionId, report: { ticks: full, gaps: [], regionHealthy: true } });
}

const known = async () =>
  (await listFindings(deps.pool, { monitorId, nowMs: NOW })).map(({ key, value, region, seenAt }) => [
    key,
    value,
    region,
    NOW - seenAt,
  ]);

test("the newest value of each key is kept, whatever the order of the ticks", async () => {
  await report(
    { scheduledAt: NOW - 2_000, findings: [ISSUER, http("2")] },
    { scheduledAt: NOW - 3_000, findings: [http("1.1")] },
  );
  await report({ scheduledAt: NOW - 9_000, outcome: "timeout", status: null, findings: [http("1.0")] });
  expect(await known()).toEqual([
    ["certificateIssuer", "CN=Test", "eu", 2_000],
    ["httpVersion", "2", "eu", 2_000],
  ]);
  await report({ scheduledAt: NOW - 1_000, findings: [http("3")] });
  expect((await known())[1]).toEqual(["httpVersion", "3", "eu", 1_000]);
});

test("regression: findings that are tried again do not make new ticks look like repeats", async () => {
  let refusals = 1;
  const { pool } = deps;
  const query = pool.query.bind(pool);
  const refuse = vi.spyOn(pool, "query").mockImplementation(((asked: unknown, values: unknown) => {
    const isFindings = typeof asked === "object" && (asked as { name?: string }).name === "save-findings";
    if (!isFindings || refusals === 0) return query(asked as string, values as unknown[]);
    refusals -= 1;
    return Promise.reject(Object.assign(new Error("could not serialize access"), { code: "40001" }));
  }) as never);
  const tick = aTick({ monitorId, scheduledAt: NOW - 2_000, findings: [ISSUER] });
  const given = { regionId, report: { ticks: [tick], gaps: [], regionHealthy: true } };
  expect(await ingestReport(deps, given)).toEqual({ accepted: 1, duplicates: 0, dropped: 0 });
  refuse.mockRestore();
  expect(refusals).toBe(0);
  expect(await known()).toHaveLength(1);
});

test("a second run changes nothing", async () => {
  const tick = { scheduledAt: NOW - 2_000, findings: [ISSUER] };
  await report(tick);
  const before = await known();
  await report(tick);
  expect(await known()).toEqual(before);
});

test("a report without findings costs no statement more", async () => {
  const query = vi.spyOn(deps.pool, "query");
  await report({ scheduledAt: NOW - 2_000 });
  expect(query).toHaveBeenCalledTimes(1);
  await report({ scheduledAt: NOW - 1_000, findings: [ISSUER] });
  expect(query).toHaveBeenCalledTimes(3);
});

test("what was seen by a configuration that an edit replaced, or of a monitor that is gone, is not kept", async () => {
  await database.pool.query("UPDATE monitor_state SET config_version = 2");
  await report({ scheduledAt: NOW - 2_000, findings: [ISSUER] });
  await report({ monitorId: monitorId + 1, scheduledAt: NOW - 2_000, findings: [ISSUER] });
  expect((await database.pool.query("SELECT FROM finding")).rowCount).toBe(0);
});

test("findings go with their monitor, and are not shown for ever", async () => {
  await report({ scheduledAt: NOW - 2_000, findings: [ISSUER] });
  expect(await listFindings(deps.pool, { monitorId, nowMs: NOW + 3 * 86_400_000 })).toEqual([]);
  await database.pool.query("DELETE FROM monitor");
  expect((await database.pool.query("SELECT FROM finding")).rowCount).toBe(0);
});
