import { afterAll, beforeAll, expect, onTestFinished, test } from "vitest";
import { RECEIVING_KEY } from "#contracts/heartbeat.ts";
import { runBacktest } from "#server/pipeline/backtest/run-backtest.ts";
import { rollUpHour } from "#server/store/rollup-store.ts";
import { HeartbeatRig } from "#testing/heartbeat-rig.ts";
import { readJobs } from "#testing/read-jobs.ts";
import { drainHeartbeats } from "./drain-heartbeats.ts";
import { forgetOldPings } from "./keep-receiving.ts";

const HOUR = 3_600_000;
const MIN = 60_000;
const START = Math.floor((Date.now() - 30 * HOUR) / HOUR) * HOUR;
let rig: HeartbeatRig;
let beganAt = START;
beforeAll(async () => {
  rig = await HeartbeatRig.open(START);
});
afterAll(() => rig.close());

/** Each test has a time of its own: the clock has always run. */
async function begin(): Promise<number> {
  beganAt += 2 * HOUR;
  await rig.rows("DELETE FROM monitor");
  await rig.rows("TRUNCATE watermark, outage");
  await rig.dashboard.stream.flush();
  await rig.look(beganAt);
  return beganAt;
}

test("missed after due and grace, missed again, and up at the moment a late ping comes", async () => {
  const at = await begin();
  const job = await rig.add({ periodSec: 600, graceSec: 60 });
  await rig.call(job, at);
  await rig.lookUntil(at, at + 11 * MIN + 3_000);
  expect(await rig.story(job)).toBe("up");
  await rig.look(at + 11 * MIN + 5_000);
  expect(await rig.story(job)).toBe("up > down");
  expect(await rig.ledger(job)).toBe("ok missed");
  const [kept] = await rig.rows("SELECT evidence, scheduled_at FROM tick_evidence WHERE monitor_id = $1", [
    job.monitorId,
  ]);
  expect(kept.scheduled_at.getTime()).toBe(at + 10 * MIN);
  expect(kept.evidence.message).toMatch(/^The run expected at .* UTC has not reported within 60 s\.$/);

  await rig.lookUntil(at + 12 * MIN, at + 22 * MIN);
  expect(await rig.ledger(job)).toBe("ok missed missed");
  await rig.call(job, at + 23 * MIN);
  expect(await rig.story(job)).toBe("up > down > up");
  expect(await rig.ledger(job), "it was late for the last one").toBe("ok missed late");
  const { dueAt, counts } = await rig.owner.heartbeat.get({ id: job.id });
  expect(dueAt).toBe(at + 33 * MIN);
  expect(counts).toEqual({ ok: 1, missed: 1, late: 1 });
});

test("a job that comes within its grace is never missed, whatever looks when", async () => {
  const at = await begin();
  const job = await rig.add({ periodSec: 60, graceSec: 30 });
  for (let run = 0; run < 10; run += 1) {
    const calledAt = at + run * 85_000;
    await rig.call(job, calledAt);
    await rig.lookUntil(calledAt, calledAt + 84_000);
  }
  expect(await rig.story(job)).toBe("up");
  expect(await rig.ledger(job)).toBe(Array(10).fill("ok").join(" "));
});

test("a cron job that is a few seconds early has done its run; one by hand in between is extra", async () => {
  const at = await begin();
  const job = await rig.add({ expression: "0 * * * *", graceSec: 300 });
  await rig.call(job, at + HOUR - 5_000);
  await rig.call(job, at + HOUR + 20 * MIN);
  await rig.lookUntil(at + 2 * HOUR - MIN, at + 2 * HOUR + 5 * MIN);
  expect(await rig.ledger(job)).toBe("ok ok*");
  await rig.look(at + 2 * HOUR + 5 * MIN + 5_000);
  expect(await rig.ledger(job)).toBe("ok ok* missed");
  expect(await rig.story(job)).toBe("up > down");
});

test("a run that is longer than it may be is a timeout, and its end brings it back", async () => {
  const at = await begin();
  const job = await rig.add({ periodSec: 3_600, maxRunSec: 120 });
  await rig.call(job, at);
  await rig.call(job, at + 10 * MIN, "/start");
  await rig.look(at + 12 * MIN + 2_000);
  expect(await rig.ledger(job)).toBe("ok running");
  await rig.look(at + 12 * MIN + 4_000);
  expect(await rig.story(job)).toBe("up > down");
  expect(await rig.ledger(job)).toBe("ok timeout");
  await rig.call(job, at + 14 * MIN);
  expect(await rig.story(job)).toBe("up > down > up");
  expect(await rig.ledger(job)).toBe("ok late");
  const { runs } = await rig.owner.heartbeat.get({ id: job.id });
  expect(runs[0]?.durationMs).toBe(4 * MIN);
});

test("without a limit a run has until the next one is overdue", async () => {
  const at = await begin();
  const job = await rig.add({ periodSec: 600, graceSec: 60 });
  await rig.call(job, at, "/start");
  await rig.lookUntil(at + 10 * MIN, at + 11 * MIN);
  expect(await rig.ledger(job)).toBe("running");
  await rig.look(at + 11 * MIN + 4_000);
  expect(await rig.ledger(job)).toBe("timeout");
  expect(await rig.story(job)).toBe("down");
});

test("nobody is asked to confirm, and the workspace's failures in a row are for networks", async () => {
  const at = await begin();
  const job = await rig.add({ periodSec: 600, graceSec: 0 });
  await rig.call(job, at);
  await rig.lookUntil(at + 8 * MIN, at + 10 * MIN + 5_000);
  expect(await rig.story(job)).toBe("up > down");
  const [row] = await rig.rows('SELECT reason FROM transition WHERE monitor_id = $1 AND "to" = $2', [
    job.monitorId,
    "down",
  ]);
  expect(row.reason).toBe("The run that was expected has not reported.");
  expect(await readJobs(rig.dashboard.stream, "urgent:inbound")).toEqual([]);
});

test("rules of the monitor's own make it wait for as many as they say", async () => {
  const at = await begin();
  const job = await rig.add({ periodSec: 600, graceSec: 0 });
  const { rules, workspacePolicy, sentences } = await rig.owner.monitor.rules({ id: job.id });
  expect(sentences[0]).toBe("Down when a run fails or is missed once. Up when it succeeds once.");
  await rig.owner.monitor.setRules({
    id: job.id,
    rules: { ...rules, policy: { ...workspacePolicy, failuresInARow: 2 } },
  });
  await rig.call(job, at);
  await rig.lookUntil(at + 8 * MIN, at + 19 * MIN);
  expect(await rig.story(job)).toBe("up");
  await rig.lookUntil(at + 19 * MIN, at + 21 * MIN);
  expect(await rig.story(job)).toBe("up > down");
});

test("an outage of Postgres makes no run missed that reported", async () => {
  const at = await begin();
  const job = await rig.add({ periodSec: 60, graceSec: 10 });
  await rig.call(job, at);
  rig.setPostgresAway(true);
  for (let second = 10; second <= 900; second += 10) {
    if (second % 60 === 0) await rig.call(job, at + second * 1_000);
    await expect(rig.look(at + second * 1_000)).rejects.toThrow();
  }
  rig.setPostgresAway(false);
  await rig.lookUntil(at + 905_000, at + 960_000);
  expect(await rig.story(job)).toBe("up");
  expect(await rig.ledger(job)).toBe(Array(16).fill("ok").join(" "));
});

test("a job that dies while Postgres is away is missed when it is back", async () => {
  const at = await begin();
  const job = await rig.add({ periodSec: 600, graceSec: 10 });
  await rig.call(job, at);
  rig.setPostgresAway(true);
  for (let minute = 1; minute <= 15; minute += 1) {
    for (const second of [0, 20, 40]) {
      await expect(rig.look(at + minute * MIN + second * 1_000)).rejects.toThrow();
    }
  }
  rig.setPostgresAway(false);
  await rig.look(at + 16 * MIN);
  expect(await rig.ledger(job)).toBe("ok missed");
});

test("what was due while Uptick was away itself is unknown, not missed, and costs coverage", async () => {
  const at = await begin();
  const job = await rig.add({ periodSec: 600, graceSec: 60 });
  await rig.call(job, at);
  await rig.look(at + 9 * MIN);
  await rig.look(at + 45 * MIN);
  expect(await rig.ledger(job)).toBe("ok unknown");
  expect(await rig.story(job)).toBe("up");
  expect((await rig.owner.heartbeat.get({ id: job.id })).dueAt).toBe(at + 55 * MIN);
  await rig.lookUntil(at + 50 * MIN, at + 56 * MIN + 5_000);
  expect(await rig.ledger(job)).toBe("ok unknown missed");
  await rollUpHour(rig.deps.pool, { fromMs: at, expectedToMs: at + HOUR });
  const [hour] = await rig.rows("SELECT expected, ticks, ok, failed FROM rollup_hour WHERE monitor_id = $1", [
    job.monitorId,
  ]);
  expect(hour).toEqual({ expected: 3, ticks: 2, ok: 1, failed: 1 });
});

test("without Redis a missed run waits, but not for ever", async () => {
  const at = await begin();
  const job = await rig.add({ periodSec: 600, graceSec: 0 });
  await rig.call(job, at);
  await rig.lookUntil(at + 9 * MIN, at + 10 * MIN);
  const { stream } = rig.dashboard;
  stream.setUnreachable(true);
  onTestFinished(() => stream.setUnreachable(false));
  const look = async (atMs: number) => {
    rig.deps.setNow(atMs);
    await expect(drainHeartbeats(rig.deps)).rejects.toThrow();
    await rig.judge(atMs);
  };
  for (let second = 0; second < 600; second += 10) await look(at + 10 * MIN + second * 1_000);
  expect(await rig.ledger(job)).toBe("ok");
  await look(at + 20 * MIN + 5_000);
  expect(await rig.ledger(job)).toBe("ok missed");
});

test("a second look changes nothing, and two at once judge once", async () => {
  const at = await begin();
  const job = await rig.add({ periodSec: 600, graceSec: 0 });
  await rig.call(job, at);
  rig.deps.setNow(at + 10 * MIN);
  await rig.dashboard.stream.setValue(RECEIVING_KEY, String(at + 10 * MIN));
  await Promise.all([1, 2, 3, 4].map(() => rig.judge(at + 10 * MIN + 5_000)));
  expect(await rig.ledger(job)).toBe("ok missed");
  const [steps] = await rig.rows("SELECT count(*)::int AS n FROM transition WHERE monitor_id = $1", [
    job.monitorId,
  ]);
  expect(steps.n).toBe(2);
});

test("resuming expects the job again; a new time table holds from now on", async () => {
  const at = await begin();
  const job = await rig.add({ periodSec: 600, graceSec: 0 });
  await rig.call(job, at);
  await rig.owner.monitor.pause({ id: job.id });
  await rig.lookUntil(at + 30 * MIN, at + 31 * MIN);
  await rig.owner.monitor.resume({ id: job.id });
  expect((await rig.owner.heartbeat.get({ id: job.id })).deadlineAt).toBe(at + 41 * MIN);
  const { input } = await rig.owner.monitor.get({ id: job.id });
  expect(input.regions).toEqual([]);
  if (input.check.kind !== "heartbeat") throw new Error("It is a heartbeat.");
  const check = { ...input.check, timing: { type: "cron" as const, expression: "0 * * * *", zone: "UTC" } };
  await rig.owner.monitor.update({ id: job.id, input: { ...input, check } });
  expect((await rig.owner.heartbeat.get({ id: job.id })).dueAt).toBe(at + HOUR);
});

test.each([
  ["*/5 * * *", "UTC", /no cron expression of five fields/],
  ["0 0 31 2 *", "UTC", /never comes/],
  ["0 3 * * *", "Mars/Olympus", /no IANA time zone/],
])("%s in %s is refused with a sentence", async (expression, zone, sentence) => {
  await expect(rig.add({ expression, zone })).rejects.toThrow(sentence);
});

test("its figures, charts and a backtest are those of any monitor", async () => {
  const at = await begin();
  const job = await rig.add({ periodSec: 600, graceSec: 0 });
  await rig.call(job, at);
  await rig.lookUntil(at + 9 * MIN, at + 11 * MIN);
  const monitor = await rig.owner.monitor.get({ id: job.id });
  expect(monitor.readings).toMatchObject([{ region: "inbound", lastTick: { outcome: "missed" } }]);
  expect((await rig.owner.monitor.ticks({ id: job.id })).items).toHaveLength(2);
  await rollUpHour(rig.deps.pool, { fromMs: at, expectedToMs: at + HOUR });
  const { workspacePolicy: policy } = await rig.owner.monitor.rules({ id: job.id });
  const { id } = await rig.owner.backtest.start({
    monitorIds: [job.id],
    fromMs: at - MIN,
    toMs: at + 12 * MIN,
    policy: { ...policy, failuresInARow: 2 },
  });
  await runBacktest(rig.deps, id);
  expect((await rig.owner.backtest.get({ id })).result).toMatchObject({
    monitors: [{ ticks: 2, presentAlerts: 1, newAlerts: 0 }],
  });
});

test("pings and runs of more than 90 days ago are removed, and others stay", async () => {
  const at = await begin();
  const job = await rig.add({ periodSec: 600 });
  await rig.call(job, at);
  rig.deps.setNow(at + 89 * 24 * HOUR);
  expect(await forgetOldPings(rig.deps)).toBe(0);
  rig.deps.setNow(at + 91 * 24 * HOUR);
  expect(await forgetOldPings(rig.deps)).toBeGreaterThanOrEqual(2);
  expect(await rig.ledger(job)).toBe("");
});
