import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { urgentKey } from "#contracts/stream-keys.ts";
import type { Outcome } from "#contracts/tick.ts";
import { SLOT_DEADLINE_MS } from "#domain/schedule/slots.ts";
import { closeAssignments } from "#server/store/assignment-store.ts";
import { auditSlots } from "#server/store/audit-store.ts";
import { recordOutage } from "#server/store/schedule-store.ts";
import { insertTicks } from "#server/store/tick-store.ts";
import { aMonitor, aRegion, aTick, aWorkspace } from "#testing/builders.ts";
import { createMemoryStream, type MemoryStream } from "#testing/memory-stream.ts";
import { readJobs } from "#testing/read-jobs.ts";
import { createTestDatabase, type TestDatabase } from "#testing/test-database.ts";
import { createTestDeps, type TestDeps } from "#testing/test-deps.ts";
import { runSweep } from "./run-sweep.ts";

const STEP = 10_000;
const START = Math.floor((Date.now() - 3_600_000) / STEP) * STEP;
let database: TestDatabase;
let workspaceId: string;
let regionId: number;
let stream: MemoryStream;
let deps: TestDeps;
let monitorId: number;

beforeAll(async () => {
  database = await createTestDatabase();
  workspaceId = await aWorkspace(database.db);
  regionId = await aRegion(database.db, "eu");
});
afterAll(() => database.close());
beforeEach(async () => {
  await database.pool.query(
    "TRUNCATE monitor, tick, gap, incident, transition, watermark, outage, probe_instance CASCADE",
  );
  stream = createMemoryStream(() => deps.clock());
  deps = createTestDeps(database, stream, START);
  monitorId = await addMonitor();
  await runSweep(deps);
});

async function addMonitor(intervalMs = STEP, timeoutMs = 1_000): Promise<number> {
  const spec = { workspaceId, regionIds: [regionId], fromMs: START, intervalMs, timeoutMs };
  return (await aMonitor(database.db, spec)).id;
}

const rowsOf = async (text: string, values: unknown[] = []) => (await database.pool.query(text, values)).rows;
const countGaps = async () => (await rowsOf("SELECT count(*)::int AS n FROM gap"))[0].n;

async function slotsUntil(toMs: number): Promise<number[]> {
  const [row] = await rowsOf("SELECT offset_ms, interval_ms FROM assignment WHERE monitor_id = $1", [
    monitorId,
  ]);
  const slots: number[] = [];
  const first = START + ((row.offset_ms - (START % row.interval_ms) + row.interval_ms) % row.interval_ms);
  for (let at = first; at <= toMs; at += row.interval_ms) slots.push(at);
  return slots;
}

async function addTicks(scheduledAt: readonly number[], outcome: Outcome = "ok"): Promise<void> {
  const ticks = scheduledAt.map((at) => aTick({ monitorId, scheduledAt: at, outcome }));
  await insertTicks(database.pool, { regionId, vote: true, ticks });
}

test("every slot past its deadline becomes a tick or a gap, and a second sweep changes nothing", async () => {
  const slots = await slotsUntil(START + 600_000);
  await addTicks(slots.filter((_, index) => index % 3 !== 0));
  deps.setNow(START + 600_000);
  const first = await runSweep(deps);
  const due = slots.filter((at) => at <= START + 600_000 - SLOT_DEADLINE_MS);
  expect(first.lost).toBe(due.filter((_, index) => index % 3 === 0).length);
  expect(await runSweep(deps)).toMatchObject({ lost: 0, healed: 0, requeued: 0, silent: 0 });
  expect(await countGaps()).toBe(first.lost);

  const audit = { fromMs: START, toMs: deps.clock(), nowMs: deps.clock(), workspaceId };
  expect(await auditSlots(database.pool, audit)).toMatchObject({
    expected: due.length,
    ticks: due.length - first.lost,
    gaps: first.lost,
    unaccounted: 0,
    doubled: 0,
  });
});

test("many small sweeps write off the same slots as one large one", async () => {
  for (let at = START; at <= START + 400_000; at += 7_000) {
    deps.setNow(at);
    await runSweep(deps);
  }
  const due = (await slotsUntil(deps.clock() - SLOT_DEADLINE_MS)).length;
  expect(await countGaps()).toBe(due);
});

test("a sweep that was away for two hours works through all of it", async () => {
  deps.setNow(START + 7_200_000);
  const report = await runSweep(deps);
  expect(report.lost).toBe((await slotsUntil(deps.clock() - SLOT_DEADLINE_MS)).length);
  expect(report.lost).toBeGreaterThan(600);
});

test("slots of an outage and of a time before or after the grid are no gaps", async () => {
  await recordOutage(database.pool, {
    regionId: null,
    fromMs: START + 100_000,
    toMs: START + 200_000,
    reason: "not_scheduled",
  });
  const until = new Date(START + 300_000);
  await database.db.$transaction((tx) => closeAssignments(tx, { monitorId, until }));
  deps.setNow(START + 900_000);
  const report = await runSweep(deps);
  const slots = await slotsUntil(START + 299_999);
  const explained = slots.filter((at) => at > START + 100_000 && at <= START + 200_000);
  expect(report.lost).toBe(slots.length - explained.length);
  const audit = { fromMs: START, toMs: deps.clock(), nowMs: deps.clock(), workspaceId: null };
  expect(await auditSlots(database.pool, audit)).toMatchObject({
    expected: slots.length,
    gaps: slots.length,
    unaccounted: 0,
  });
});

test("the audit sees a slot that nobody accounts for and a tick that nobody asked for", async () => {
  const [first = 0] = await slotsUntil(START + STEP);
  await addTicks([first, first + 1]);
  const nowMs = START + 20_000 + SLOT_DEADLINE_MS;
  const audit = { fromMs: START, toMs: nowMs, nowMs, workspaceId: null };
  expect(await auditSlots(database.pool, audit)).toMatchObject({
    expected: 2,
    ticks: 1,
    gaps: 0,
    unaccounted: 1,
    doubled: 1,
  });
});

test("an overdue slot that is still fresh is given again, once, where a probe is alive", async () => {
  monitorId = await addMonitor(60_000);
  const [slot = 0] = await slotsUntil(START + 60_000);
  await database.pool.query("UPDATE region SET last_seen_at = to_timestamp($1 / 1000.0)", [slot]);
  await database.pool.query("DELETE FROM monitor WHERE id <> $1", [monitorId]);
  deps.setNow(slot + 5_000);
  expect((await runSweep(deps)).requeued).toBe(0);
  deps.setNow(slot + 15_000);
  expect((await runSweep(deps)).requeued).toBe(1);
  deps.setNow(slot + 25_000);
  expect((await runSweep(deps)).requeued).toBe(0);
  const jobs = await readJobs(stream, urgentKey("eu"));
  expect(jobs).toEqual([{ monitorId, configVersion: 1, scheduledAt: slot, origin: "scheduled" }]);
});

test("nothing is given again while no probe is alive or when the tick is there", async () => {
  monitorId = await addMonitor(60_000);
  await database.pool.query("DELETE FROM monitor WHERE id <> $1", [monitorId]);
  const [slot = 0, next = 0] = await slotsUntil(START + 120_000);
  await database.pool.query("UPDATE region SET last_seen_at = NULL");
  deps.setNow(slot + 15_000);
  expect((await runSweep(deps)).requeued).toBe(0);
  await addTicks([next]);
  await database.pool.query("UPDATE region SET last_seen_at = to_timestamp($1 / 1000.0)", [next + 10_000]);
  deps.setNow(next + 15_000);
  expect((await runSweep(deps)).requeued).toBe(0);
});

test("a gap that was written while its tick was committed is healed", async () => {
  const [slot = 0] = await slotsUntil(START + STEP);
  await addTicks([slot]);
  await database.pool.query("INSERT INTO gap VALUES (to_timestamp($1 / 1000.0), $2, $3, 3)", [
    slot,
    monitorId,
    regionId,
  ]);
  deps.setNow(START + SLOT_DEADLINE_MS + 30_000);
  expect((await runSweep(deps)).healed).toBe(1);
});

test("a monitor that nobody reports on becomes unknown, once, and its incident stays open", async () => {
  await database.pool.query("UPDATE monitor_state SET verdict = 'down', raw = 'down', seq = 4");
  await database.pool.query(
    `INSERT INTO incident (id, workspace_id, monitor_id, opened_at, opened_seq, cause)
     VALUES (gen_random_uuid(), $1, $2, to_timestamp($3 / 1000.0), 4, 'timeout')`,
    [workspaceId, monitorId, START],
  );
  await addTicks([START], "timeout");
  deps.setNow(START + 80_000);
  expect((await runSweep(deps)).silent).toBe(0);
  deps.setNow(START + 95_000);
  expect((await runSweep(deps)).silent).toBe(1);
  expect((await runSweep(deps)).silent).toBe(0);
  expect(await rowsOf("SELECT verdict, seq, reason FROM monitor_state")).toEqual([
    { verdict: "unknown", seq: 5, reason: "No region has reported for 90 s." },
  ]);
  expect(await rowsOf("SELECT closed_seq FROM incident")).toEqual([{ closed_seq: null }]);
});

test("a sweep works without Redis", async () => {
  monitorId = await addMonitor(60_000);
  const [slot = 0] = await slotsUntil(START + 60_000);
  await database.pool.query("UPDATE region SET last_seen_at = to_timestamp($1 / 1000.0)", [slot + 15_000]);
  stream.setUnreachable(true);
  deps.setNow(slot + 15_000);
  expect(await runSweep(deps)).toMatchObject({ ok: true, requeued: 0 });
});
