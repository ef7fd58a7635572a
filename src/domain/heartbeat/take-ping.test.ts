import { expect, test } from "vitest";
import { HeartbeatCheck } from "#contracts/checks/heartbeat.ts";
import type { HeartbeatState } from "#contracts/heartbeat.ts";
import { deadlineOf, NO_PING_YET } from "./heartbeat-deadline.ts";
import { judgeDeadline } from "./judge-deadline.ts";
import { keepBody } from "./keep-body.ts";
import { type TakenPing, takePing } from "./take-ping.ts";

const MIN = 60_000;
const START = Date.parse("2026-11-21T00:00:00Z");
const hourly = HeartbeatCheck.parse({
  kind: "heartbeat",
  timing: { type: "cron", expression: "0 * * * *", zone: "UTC" },
  graceSec: 300,
});
const everyTen = HeartbeatCheck.parse({ kind: "heartbeat", timing: { type: "period", periodSec: 600 } });

const pingAt = (at: number, change: Partial<TakenPing> = {}): TakenPing => ({
  kind: "success",
  exitCode: null,
  runId: null,
  body: "",
  tail: "",
  ...change,
  at,
});
const take = (state: HeartbeatState, check: HeartbeatCheck, ping: TakenPing) =>
  takePing({ state, check, ping, named: null });

test("an old ping that was kept somewhere takes back nothing", () => {
  const { state } = take(NO_PING_YET, everyTen, pingAt(START + 30 * MIN));
  const old = take(state, everyTen, pingAt(START + 10 * MIN, { kind: "fail" }));
  expect(old.state).toEqual(state);
  expect(old.reading).toMatchObject({ at: START + 10 * MIN, outcome: "failed" });
  expect(take(state, everyTen, pingAt(START + 10 * MIN, { kind: "start" }))).toEqual({
    state,
    reading: null,
    run: null,
  });
});

test("of several runs that are due the newest is meant", () => {
  const waiting = { ...NO_PING_YET, dueAt: START, lastPingAt: START - 60 * MIN };
  const { state, reading } = take(waiting, hourly, pingAt(START + 185 * MIN));
  expect(reading).toMatchObject({ scheduledAt: START + 180 * MIN, origin: "scheduled" });
  expect(state.dueAt).toBe(START + 240 * MIN);
});

test("nothing is awaited before the first ping, and log says nothing", () => {
  expect(deadlineOf({ ...NO_PING_YET, dueAt: START }, hourly)).toBeNull();
  expect(take(NO_PING_YET, hourly, pingAt(START, { kind: "log" }))).toEqual({
    state: NO_PING_YET,
    reading: null,
    run: null,
  });
});

test("each hour of a week that nobody calls is missed once, in order", () => {
  let state: HeartbeatState = { ...NO_PING_YET, dueAt: START, lastPingAt: START - MIN };
  const missed: number[] = [];
  for (let now = START; now < START + 7 * 24 * 60 * MIN; now += MIN) {
    if ((deadlineOf(state, hourly) ?? Number.POSITIVE_INFINITY) > now) continue;
    const judged = judgeDeadline({ state, rules: hourly, nowMs: now, wasAway: false });
    if (judged?.reading) missed.push(judged.reading.scheduledAt);
    state = judged?.state ?? state;
  }
  expect(missed).toEqual(Array.from({ length: 7 * 24 }, (_, hour) => START + hour * 60 * MIN));
});

test("whatever order starts and ends come in, a ping never leaves a deadline that has passed long ago", () => {
  const kinds = ["start", "success", "fail", "exit"] as const;
  let state = NO_PING_YET;
  for (let round = 0; round < 2_000; round += 1) {
    const at = START + round * 7 * MIN + ((round * 7_919) % 300) * 1_000;
    const kind = kinds[(round * 31) % 4] ?? "success";
    state = take(state, everyTen, pingAt(at, { kind, exitCode: kind === "exit" ? round % 256 : null })).state;
    expect(deadlineOf(state, everyTen)).toBeGreaterThan(at);
  }
});

test.each([
  { name: "nothing", sent: { body: "", tail: "" }, kept: null },
  { name: "a line", sent: { body: "ok", tail: "" }, kept: "ok" },
  {
    name: "head and end",
    sent: { body: `a${"b".repeat(20_000)}c`, tail: "" },
    kept: /^ab{6999}\n…\nb{2999}c$/,
  },
  {
    name: "the tail of what was longer",
    sent: { body: "a".repeat(9_000), tail: "end" },
    kept: /^a{7000}\n…\nend$/,
  },
])("of a body $name is kept", ({ sent, kept }) => {
  if (kept === null) expect(keepBody(sent)).toBeNull();
  else expect(keepBody(sent)).toMatch(kept);
});
