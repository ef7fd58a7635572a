import { afterAll, beforeAll, expect, test } from "vitest";
import { HEARTBEAT_SPOOL } from "#contracts/heartbeat.ts";
import { HeartbeatRig } from "#testing/heartbeat-rig.ts";

const START = Math.floor((Date.now() - 6 * 3_600_000) / 3_600_000) * 3_600_000;
const MIN = 60_000;
const RID = "01900000-0000-7000-8000-00000000000a";
const OTHER_RID = "01900000-0000-7000-8000-00000000000b";
let rig: HeartbeatRig;
beforeAll(async () => {
  rig = await HeartbeatRig.open(START);
});
afterAll(() => rig.close());

test("the first ping begins it: unknown before, up after, and nothing was missed meanwhile", async () => {
  const job = await rig.add({ periodSec: 60 });
  await rig.look(START + 60 * MIN);
  expect(await rig.story(job)).toBe("");
  const answer = await rig.call(job, START + 61 * MIN);
  expect([answer.status, await answer.text()]).toEqual([200, "OK\n"]);
  expect(await rig.story(job)).toBe("up");
  expect(await rig.ledger(job)).toBe("ok");
});

test.each(["GET", "POST", "HEAD"])("%s is a ping", async (method) => {
  const job = await rig.add({ periodSec: 60 });
  const answer = await rig.call(job, START, "", { method });
  expect([answer.status, await answer.text()]).toEqual([200, method === "HEAD" ? "" : "OK\n"]);
  expect(await rig.story(job)).toBe("up");
});

test.each([
  { path: "/fail", ends: "down", message: "The job reported a failure." },
  { path: "/1", ends: "down", message: "The job ended with exit code 1." },
  { path: "/255", ends: "down", message: "The job ended with exit code 255." },
  { path: "/0", ends: "up", message: null },
  { path: "/log", ends: "", message: null },
  { path: "/start", ends: "", message: null },
])("$path ends in “$ends”, at once and without asking anybody", async ({ path, ends, message }) => {
  const job = await rig.add({ periodSec: 60 });
  expect((await rig.call(job, START, path, { method: "POST", body: "disk full" })).status).toBe(200);
  expect(await rig.story(job)).toBe(ends);
  const [kept] = await rig.rows("SELECT evidence FROM tick_evidence WHERE monitor_id = $1", [job.monitorId]);
  expect(kept?.evidence.message ?? null).toBe(message);
  if (message !== null) expect(kept.evidence.bodySample).toBe("disk full");
  const { pings } = await rig.owner.heartbeat.get({ id: job.id });
  expect(pings.map(({ body, bytes }) => [body, bytes])).toEqual([["disk full", 9]]);
});

test.each(["/256", "/-1", "/stop", "/start/now", "/0x1", "/%00", "/fail/1"])(
  "%s is as absent as an address that never was",
  async (path) => {
    const job = await rig.add({ periodSec: 60 });
    const unknown = await rig.call({ token: "A".repeat(22) }, START);
    for (const answer of [
      await rig.call(job, START, path),
      await rig.call({ token: "short" }, START),
      await rig.call({ token: "é".repeat(22) }, START),
      await rig.call({ token: "A".repeat(5_000) }, START),
    ]) {
      expect([answer.status, await answer.text()]).toEqual([404, "Not found\n"]);
      expect([...answer.headers]).toEqual([...unknown.headers]);
    }
    expect(await rig.ledger(job)).toBe("");
  },
);

test("the time between start and end is the run's, in the tick and in the ledger", async () => {
  const job = await rig.add({ periodSec: 3_600 });
  await rig.call(job, START, `/start?rid=${RID}`);
  await rig.call(job, START + 90_500, `/0?rid=${RID}`);
  const [tick] = await rig.rows("SELECT total_us FROM tick WHERE monitor_id = $1", [job.monitorId]);
  expect(tick.total_us).toBe(90_500_000);
  const view = await rig.owner.heartbeat.get({ id: job.id });
  expect(view.runs).toMatchObject([{ state: "ok", durationMs: 90_500, exitCode: 0 }]);
  expect(view.durationMs).toEqual({ median: 90_500, longest: 90_500 });
  expect(view.dueAt).toBe(START + 90_500 + 3_600_000);
});

test("two runs at once are told apart by their ids", async () => {
  const job = await rig.add({ periodSec: 3_600 });
  await rig.call(job, START, `/start?rid=${RID}`);
  await rig.call(job, START + 10_000, `/start?rid=${OTHER_RID}`);
  await rig.call(job, START + 60_000, `?rid=${RID}`);
  await rig.call(job, START + 90_000, `?rid=${OTHER_RID}`);
  const { runs } = await rig.owner.heartbeat.get({ id: job.id });
  expect(runs.map(({ durationMs }) => durationMs).toSorted()).toEqual([60_000, 80_000]);
});

test("the same word of the same run counts once, however often a job says it", async () => {
  const job = await rig.add({ periodSec: 60 });
  await Promise.all([1, 2, 3, 4].map((second) => rig.call(job, START + second * 1_000, `/1?rid=${RID}`)));
  expect(await rig.story(job)).toBe("down");
  const notes = await rig.rows("SELECT note FROM heartbeat_ping WHERE monitor_id = $1", [job.monitorId]);
  expect(notes.filter(({ note }) => note === null)).toHaveLength(1);
  expect(notes.filter(({ note }) => note === "repeated")).toHaveLength(3);
  const [ticks] = await rig.rows("SELECT count(*)::int AS n FROM tick WHERE monitor_id = $1", [
    job.monitorId,
  ]);
  expect(ticks.n).toBe(1);
});

test("what an assertion says of the body holds, also of JSON", async () => {
  const list = [
    { source: "json" as const, name: "$.rows", comparison: "greater" as const, expected: "100" },
    { source: "body" as const, name: "", comparison: "notContains" as const, expected: "WARNING" },
  ];
  const job = await rig.add({ periodSec: 60, assertions: { match: "all", list } });
  await rig.call(job, START, "", { method: "POST", body: '{"rows": 250}' });
  expect(await rig.story(job)).toBe("up");
  await rig.call(job, START + MIN, "", { method: "POST", body: '{"rows": 3}' });
  expect(await rig.story(job)).toBe("up > down");
  const [kept] = await rig.rows("SELECT evidence FROM tick_evidence WHERE monitor_id = $1", [job.monitorId]);
  expect(kept.evidence).toMatchObject({
    message: expect.stringContaining("Saw: 3"),
    assertions: [{ held: false }, { held: true }],
  });
});

const HOSTILE: [string, BodyInit][] = [
  ["zeros", new Uint8Array(2_000)],
  ["bytes that are no UTF-8", new Uint8Array([0xff, 0xfe, 0xc0, 0x80, 0xed, 0xa0, 0x80])],
  ["half a pair at the cut", `${"a".repeat(6_999)}${"😀".repeat(10_000)}`],
  ["markup", "<script>alert(1)</script>\u001b[31m'; DROP TABLE heartbeat; --"],
  ["300 KB", "x".repeat(300_000)],
  ["nested JSON", "[".repeat(90_000)],
];
test.each(HOSTILE)("a body of %s is kept within bounds, and the job hears OK", async (_, body) => {
  const job = await rig.add({ periodSec: 60 });
  expect((await rig.call(job, START, "/fail", { method: "POST", body })).status).toBe(200);
  const { pings } = await rig.owner.heartbeat.get({ id: job.id });
  expect(pings[0]?.body?.length).toBeLessThanOrEqual(10_100);
  expect(pings[0]?.bytes).toBe((await new Response(body).arrayBuffer()).byteLength);
  expect(await rig.story(job)).toBe("down");
});

test("of a long log the head and the very end are kept", async () => {
  const job = await rig.add({ periodSec: 60 });
  const body = `begin ${"x".repeat(400_000)} the disk is full`;
  await rig.call(job, START, "/fail", { method: "POST", body });
  const { pings } = await rig.owner.heartbeat.get({ id: job.id });
  expect(pings[0]?.body).toMatch(/^begin x+\n…\nx+ the disk is full$/);
});

test("the eleventh call within a second is asked to wait, and changes nothing", async () => {
  const job = await rig.add({ periodSec: 60 });
  const answers = [];
  for (let at = 0; at < 11; at += 1) answers.push(await rig.call(job, START + 100_000 + at));
  expect(answers.map(({ status }) => status)).toEqual([...Array(10).fill(200), 429]);
  expect(answers.at(-1)?.headers.get("retry-after")).toBe("1");
  expect((await rig.call(job, START + 101_100)).status).toBe(200);
  const [ticks] = await rig.rows("SELECT count(*)::int AS n FROM tick WHERE monitor_id = $1", [
    job.monitorId,
  ]);
  expect(ticks.n, "a job that never stops reporting is not counted more often than any check").toBe(1);
});

test("while it is paused its pings are kept and change nothing", async () => {
  const job = await rig.add({ periodSec: 60 });
  await rig.call(job, START);
  await rig.owner.monitor.pause({ id: job.id });
  expect((await rig.call(job, START + 10 * MIN, "/fail")).status).toBe(200);
  await rig.look(START + 20 * MIN);
  expect(await rig.story(job)).toBe("up > unknown");
  const { pings } = await rig.owner.heartbeat.get({ id: job.id });
  expect(pings[0]).toMatchObject({ kind: "fail", note: "paused" });
});

test("a new token ends the old address at once; a deleted monitor's is gone", async () => {
  const job = await rig.add({ periodSec: 60 });
  await rig.owner.heartbeat.rotateToken({ id: job.id });
  const { url } = await rig.owner.heartbeat.get({ id: job.id });
  const renewed = { ...job, token: url?.split("/").at(-1) ?? "" };
  expect((await rig.call(job, START)).status).toBe(404);
  expect((await rig.call(renewed, START)).status).toBe(200);
  await rig.owner.monitor.delete({ id: job.id });
  expect((await rig.call(renewed, START + 1_000)).status).toBe(404);
});

test("while Postgres is away pings wait in Redis, and are taken in once and in order afterwards", async () => {
  const job = await rig.add({ periodSec: 60, graceSec: 30 });
  await rig.look(START);
  await rig.call(job, START);
  rig.setPostgresAway(true);
  for (const [at, path] of [
    [60_000, "/start"],
    [65_000, "/1"],
    [120_000, "/start"],
    [125_000, ""],
  ] as const) {
    const answer = await rig.call(job, START + at, path, { method: "POST", body: "from the spool" });
    expect([answer.status, await answer.text()]).toEqual([200, "OK\n"]);
    await expect(rig.look(START + at + 1_000)).rejects.toThrow();
  }
  expect(await rig.dashboard.stream.length(HEARTBEAT_SPOOL)).toBe(4);
  rig.setPostgresAway(false);
  await rig.look(START + 130_000);
  expect(await rig.dashboard.stream.length(HEARTBEAT_SPOOL)).toBe(0);
  expect(await rig.ledger(job)).toBe("ok failed ok");
  const { pings, runs } = await rig.owner.heartbeat.get({ id: job.id });
  expect(pings.map(({ receivedAt }) => receivedAt - START)).toEqual([125_000, 120_000, 65_000, 60_000, 0]);
  expect(runs[0]?.durationMs).toBe(5_000);
  expect(await rig.story(job)).not.toContain("missed");
  await rig.look(START + 131_000);
  expect(await rig.ledger(job)).toBe("ok failed ok");
});

test("a ping that is taken in by both ways counts once", async () => {
  const job = await rig.add({ periodSec: 60 });
  rig.setPostgresAway(true);
  await rig.call(job, START, "/fail");
  rig.setPostgresAway(false);
  await rig.dashboard.stream.ensureGroup(HEARTBEAT_SPOOL, "ingest");
  const [entry] = await rig.dashboard.stream.readNew([HEARTBEAT_SPOOL], {
    group: "ingest",
    consumer: "app",
    count: 1,
  });
  await rig.dashboard.stream.add(HEARTBEAT_SPOOL, entry?.payload ?? "");
  await rig.dashboard.stream.add(HEARTBEAT_SPOOL, "{ not a ping");
  await rig.look(START + 1_000);
  expect(await rig.dashboard.stream.length(HEARTBEAT_SPOOL)).toBe(0);
  const [ticks] = await rig.rows("SELECT count(*)::int AS n FROM tick WHERE monitor_id = $1", [
    job.monitorId,
  ]);
  expect(ticks.n).toBe(1);
});

test("with both away the job is asked to call again, and nothing pretends to be kept", async () => {
  const job = await rig.add({ periodSec: 60 });
  rig.setPostgresAway(true);
  rig.dashboard.stream.setUnreachable(true);
  const answer = await rig.call(job, START);
  rig.dashboard.stream.setUnreachable(false);
  rig.setPostgresAway(false);
  expect(answer.status).toBe(503);
  expect(answer.headers.get("retry-after")).toBe("10");
  await rig.look(START + 1_000);
  expect(await rig.ledger(job)).toBe("");
});
