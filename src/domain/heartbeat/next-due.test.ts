import { describe, expect, test } from "vitest";
import type { HeartbeatTiming } from "#contracts/checks/heartbeat.ts";
import { explainTiming, lastDue, nextDue } from "./next-due.ts";

type CronTiming = Extract<HeartbeatTiming, { type: "cron" }>;
const cron = (expression: string, zone = "UTC"): CronTiming => ({ type: "cron", expression, zone });
const at = (text: string) => Date.parse(text);

function listDues(timing: HeartbeatTiming, from: string, count: number): string[] {
  const dues: string[] = [];
  for (let due = nextDue(timing, at(from)); due !== null && dues.length < count; due = nextDue(timing, due)) {
    dues.push(new Date(due).toISOString().slice(0, 16));
  }
  return dues;
}

test.each<{ name: string; expression: string; zone: string; from: string; dues: string[] }>([
  {
    name: "Berlin, spring: 02:30 does not exist and is an hour later by the clock",
    expression: "30 2 * * *",
    zone: "Europe/Berlin",
    from: "2026-03-28T00:00Z",
    dues: ["2026-03-28T01:30", "2026-03-29T01:00", "2026-03-30T00:30"],
  },
  {
    name: "Berlin, autumn: 02:30 is there twice and counts once",
    expression: "30 2 * * *",
    zone: "Europe/Berlin",
    from: "2026-10-24T12:00Z",
    dues: ["2026-10-25T00:30", "2026-10-26T01:30"],
  },
  {
    name: "Berlin, autumn: each half hour goes on without a hole",
    expression: "*/30 * * * *",
    zone: "Europe/Berlin",
    from: "2026-10-24T23:50Z",
    dues: ["2026-10-25T00:00", "2026-10-25T00:30", "2026-10-25T01:00", "2026-10-25T01:30"],
  },
  {
    name: "New York, spring",
    expression: "30 2 * * *",
    zone: "America/New_York",
    from: "2026-03-07T12:00Z",
    dues: ["2026-03-08T07:00", "2026-03-09T06:30"],
  },
  {
    name: "New York, autumn: 01:30 is there twice and counts once",
    expression: "30 1 * * *",
    zone: "America/New_York",
    from: "2026-10-31T12:00Z",
    dues: ["2026-11-01T05:30", "2026-11-02T06:30"],
  },
  {
    name: "Lord Howe, spring: half an hour is left out",
    expression: "0 2 * * *",
    zone: "Australia/Lord_Howe",
    from: "2026-10-02T20:00Z",
    dues: ["2026-10-03T15:30", "2026-10-04T15:00"],
  },
  {
    name: "Lord Howe, autumn: half an hour comes again",
    expression: "0 3 * * *",
    zone: "Australia/Lord_Howe",
    from: "2026-04-03T20:00Z",
    dues: ["2026-04-04T16:30", "2026-04-05T16:30"],
  },
  {
    name: "Santiago, spring: midnight is left out",
    expression: "0 0 * * *",
    zone: "America/Santiago",
    from: "2026-09-05T12:00Z",
    dues: ["2026-09-06T04:00", "2026-09-07T03:00"],
  },
  {
    name: "Kathmandu has three quarters of an hour, and no switch",
    expression: "0 3 * * 1-5",
    zone: "Asia/Kathmandu",
    from: "2026-11-20T00:00Z",
    dues: ["2026-11-22T21:15", "2026-11-23T21:15"],
  },
  {
    name: "the 29th of February comes every four years",
    expression: "0 0 29 2 *",
    zone: "UTC",
    from: "2026-01-01T00:00Z",
    dues: ["2028-02-29T00:00", "2032-02-29T00:00"],
  },
])("$name", ({ expression, zone, from, dues }) => {
  expect(listDues(cron(expression, zone), from, dues.length)).toEqual(dues);
});

/** Oracle: the first minute after `fromMs` that a wall clock of the zone shows as the expression says. */
function findByClock(timing: CronTiming, fromMs: number): number | null {
  const [minutes = "*", hours = "*"] = timing.expression.split(" ");
  const format = new Intl.DateTimeFormat("en-GB", {
    timeZone: timing.zone,
    hour: "2-digit",
    minute: "2-digit",
    hourCycle: "h23",
  });
  const fits = (field: string, value: number) =>
    field === "*" ||
    (field.startsWith("*/") ? value % Number(field.slice(2)) === 0 : Number(field) === value);
  for (let minute = Math.floor(fromMs / 60_000) + 1; minute <= fromMs / 60_000 + 3 * 1440; minute += 1) {
    const [hour = 0, past = 0] = format
      .format(minute * 60_000)
      .split(":")
      .map(Number);
    if (fits(minutes, past) && fits(hours, hour)) return minute * 60_000;
  }
  return null;
}

/** A generator of its own, so that a failure is the same each time. */
function createRandom(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

describe("over days without a switch the wall clock of any zone agrees", () => {
  const ZONES = [
    "UTC",
    "Europe/Berlin",
    "America/New_York",
    "Asia/Kathmandu",
    "Australia/Lord_Howe",
    "Pacific/Chatham",
  ];
  const random = createRandom(7);
  const cases = Array.from({ length: 60 }, () => {
    const minute = ["*", "*/5", "*/17", String(random(60))][random(4)] ?? "*";
    const hour = ["*", "*/3", String(random(24))][random(3)] ?? "*";
    const zone = ZONES[random(ZONES.length)] ?? "UTC";
    // January and July: nobody switches then.
    const fromMs = at(random(2) === 0 ? "2026-01-10T00:00Z" : "2026-07-10T00:00Z") + random(10 * 86_400_000);
    return { timing: cron(`${minute} ${hour} * * *`, zone), fromMs };
  });
  test.each(cases)("$timing.expression in $timing.zone", ({ timing, fromMs }) => {
    expect(nextDue(timing, fromMs)).toBe(findByClock(timing, fromMs));
  });
});

test("what is due next lies after any moment, and is the last one from its own moment on", () => {
  const random = createRandom(11);
  for (let round = 0; round < 300; round += 1) {
    const timing = cron(
      `${random(60)} ${random(24)} * * *`,
      round % 2 === 0 ? "Europe/Berlin" : "America/Santiago",
    );
    const fromMs = at("2026-03-01T00:00Z") + random(300 * 86_400_000);
    const due = nextDue(timing, fromMs) ?? 0;
    expect(due).toBeGreaterThan(fromMs);
    expect(due - fromMs).toBeLessThanOrEqual(26 * 3_600_000);
    expect(lastDue(timing, due)).toBe(due);
    expect(lastDue(timing, due + 999)).toBe(due);
    expect(lastDue(timing, due - 1) ?? 0).toBeLessThan(due);
  }
});

test("a period counts from the moment it is given", () => {
  expect(nextDue({ type: "period", periodSec: 90 }, 1_000)).toBe(91_000);
});

test.each<{ timing: HeartbeatTiming; problem: RegExp | null }>([
  { timing: { type: "period", periodSec: 60 }, problem: null },
  { timing: cron("0 3 * * *", "Europe/Berlin"), problem: null },
  { timing: cron("0 3 * * MON-FRI"), problem: null },
  { timing: cron("0 0 30 2 *"), problem: /never comes/ },
  { timing: cron("61 3 * * *"), problem: /no cron expression/ },
  { timing: cron("* * * * * *"), problem: /no cron expression/ },
  { timing: cron("nonsense"), problem: /no cron expression/ },
  { timing: cron("0 3 * * *", "Nowhere/Town"), problem: /no IANA time zone/ },
])("$timing is explained as $problem", ({ timing, problem }) => {
  const explained = explainTiming(timing, at("2026-11-21T00:00Z"));
  if (problem === null) expect(explained).toBeNull();
  else expect(explained).toMatch(problem);
});
