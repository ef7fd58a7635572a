import fc from "fast-check";
import rrule from "rrule";
import { describe, expect, test, vi } from "vitest";
import { createZoneOracle } from "#testing/zone-oracle.ts";
import { listOccurrences, type Recurring } from "./list-occurrences.ts";
import { WEEKDAYS } from "./recurrence-rule.ts";

/** Others may share the machine. */
vi.setConfig({ testTimeout: 60_000 });
const DAY_MS = 86_400_000;
const ZONES = [
  "America/New_York",
  "Europe/Berlin",
  "Australia/Lord_Howe",
  "Asia/Kathmandu",
  "Africa/Casablanca",
  "America/Sao_Paulo",
  "Pacific/Auckland",
  "Pacific/Chatham",
  "Asia/Tokyo",
  "America/St_Johns",
  "Europe/London",
  "UTC",
] as const;
const FIVE_YEARS = { fromMs: Date.UTC(2024, 0, 1), toMs: Date.UTC(2029, 0, 1) };
const oracles = new Map(
  ZONES.map((zone) => {
    const span = { fromMs: FIVE_YEARS.fromMs - 30 * DAY_MS, toMs: FIVE_YEARS.toMs + 30 * DAY_MS };
    return [zone as string, createZoneOracle(zone, span)];
  }),
);

function recurring(change: Partial<Recurring>): Recurring {
  return {
    kind: "recurring",
    startsLocal: "2024-01-01T02:30",
    zone: "UTC",
    rule: "FREQ=DAILY",
    durationMin: 60,
    ...change,
  };
}

/** rrule expands on a clock without zones, the brute-force table turns wall time into moments. */
function expectedStarts(timing: Recurring, span: { fromMs: number; toMs: number }): number[] {
  const startMs = Date.parse(`${timing.startsLocal}:00Z`);
  const options = rrule.RRule.parseString(timing.rule);
  const rule = new rrule.RRule({ ...options, dtstart: new Date(startMs) });
  const oracle = oracles.get(timing.zone);
  if (oracle === undefined) throw new Error("no oracle");
  const durationMs = timing.durationMin * 60_000;
  const walls = rule.between(
    new Date(span.fromMs - durationMs - 2 * DAY_MS),
    new Date(span.toMs + 2 * DAY_MS),
    true,
  );
  const starts = walls.map((wall) => oracle.firstMomentOf(wall.getTime()));
  return [...new Set(starts)].filter((at) => at < span.toMs && at + durationMs > span.fromMs);
}

const two = (number: number) => String(number).padStart(2, "0");
const local = fc
  .record({
    year: fc.integer({ min: 2024, max: 2026 }),
    month: fc.integer({ min: 1, max: 12 }),
    day: fc.integer({ min: 1, max: 28 }),
    hour: fc.constantFrom(0, 1, 2, 3, 23),
    minute: fc.constantFrom(0, 15, 30, 45),
  })
  .map(
    ({ year, month, day, hour, minute }) => `${year}-${two(month)}-${two(day)}T${two(hour)}:${two(minute)}`,
  );
const days = fc
  .uniqueArray(fc.constantFrom(...WEEKDAYS), { minLength: 1, maxLength: 4 })
  .map((list) => list.join(","));
const ordinalDay = fc
  .tuple(fc.constantFrom(1, 2, 3, 4, -1, -2), fc.constantFrom(...WEEKDAYS))
  .map(([ordinal, day]) => `${ordinal}${day}`);
const tail = fc.oneof(
  { weight: 3, arbitrary: fc.constant("") },
  fc.integer({ min: 1, max: 60 }).map((count) => `;COUNT=${count}`),
);
const rule = fc
  .tuple(
    fc.oneof(
      fc.integer({ min: 1, max: 40 }).map((interval) => `FREQ=DAILY;INTERVAL=${interval}`),
      fc
        .tuple(fc.integer({ min: 1, max: 9 }), days)
        .map(([n, list]) => `FREQ=WEEKLY;INTERVAL=${n};BYDAY=${list}`),
      fc
        .tuple(fc.integer({ min: 1, max: 5 }), fc.constantFrom(1, 15, 29, 30, 31, -1, -3))
        .map(([n, day]) => `FREQ=MONTHLY;INTERVAL=${n};BYMONTHDAY=${day}`),
      fc
        .tuple(fc.integer({ min: 1, max: 3 }), ordinalDay)
        .map(([n, day]) => `FREQ=MONTHLY;INTERVAL=${n};BYDAY=${day}`),
      fc.constantFrom(1, 2, -1).map((n) => `FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=${n}`),
      fc
        .tuple(fc.constantFrom(2, 3, 10, 12), fc.constantFrom(1, 29, 31))
        .map(([month, day]) => `FREQ=YEARLY;BYMONTH=${month};BYMONTHDAY=${day}`),
      fc
        .tuple(fc.constantFrom(3, 10, 11), ordinalDay)
        .map(([month, day]) => `FREQ=YEARLY;BYMONTH=${month};BYDAY=${day}`),
    ),
    tail,
  )
  .map(([head, end]) => head + end);

describe("against a second library and the zone tables of Intl", () => {
  test.each(ZONES)("170 generated windows within five years agree in %s", (zone) => {
    fc.assert(
      fc.property(
        local,
        rule,
        fc.constantFrom(5, 60, 480, 1_440),
        fc.record({ from: fc.integer({ min: 0, max: 1_700 }), days: fc.integer({ min: 1, max: 120 }) }),
        (startsLocal, text, durationMin, { from, days: length }) => {
          const timing = recurring({ startsLocal, zone, rule: text, durationMin });
          const fromMs = FIVE_YEARS.fromMs + from * DAY_MS;
          const span = { fromMs, toMs: Math.min(FIVE_YEARS.toMs, fromMs + length * DAY_MS) };
          const listed = listOccurrences(timing, span, 1_000);
          expect(listed.map(({ startsAt }) => startsAt)).toEqual(expectedStarts(timing, span));
          expect(listed.every(({ startsAt, endsAt }) => endsAt - startsAt === durationMin * 60_000)).toBe(
            true,
          );
        },
      ),
      { numRuns: 170 },
    );
  });
});

const utc = (text: string) => Date.parse(`${text}Z`);

describe("a clock that is moved", () => {
  test.each<{ name: string; zone: string; startsLocal: string; starts: string }>([
    {
      name: "New York skips 02:30 on 8 March 2026: it starts at 03:00 there",
      zone: "America/New_York",
      startsLocal: "2026-03-08T02:30",
      starts: "2026-03-08T07:00",
    },
    {
      name: "Berlin passes 02:30 twice on 25 October 2026: it starts at the first",
      zone: "Europe/Berlin",
      startsLocal: "2026-10-25T02:30",
      starts: "2026-10-25T00:30",
    },
    {
      name: "Lord Howe skips half an hour on 4 October 2026",
      zone: "Australia/Lord_Howe",
      startsLocal: "2026-10-04T02:15",
      starts: "2026-10-03T15:30",
    },
    {
      name: "Lord Howe passes 01:45 twice on 5 April 2026",
      zone: "Australia/Lord_Howe",
      startsLocal: "2026-04-05T01:45",
      starts: "2026-04-04T14:45",
    },
    {
      name: "Kathmandu is 5:45 ahead",
      zone: "Asia/Kathmandu",
      startsLocal: "2026-03-08T02:30",
      starts: "2026-03-07T20:45",
    },
    {
      name: "Casablanca leaves summer time for Ramadan, on 15 February 2026 at 03:00",
      zone: "Africa/Casablanca",
      startsLocal: "2026-02-15T02:30",
      starts: "2026-02-15T01:30",
    },
    {
      name: "29 February is where a leap year has it",
      zone: "Europe/Berlin",
      startsLocal: "2028-02-29T23:30",
      starts: "2028-02-29T22:30",
    },
  ])("$name", ({ zone, startsLocal, starts }) => {
    const timing = recurring({ zone, startsLocal, rule: "FREQ=DAILY;COUNT=1", durationMin: 90 });
    const at = utc(starts);
    const found = listOccurrences(timing, { fromMs: at - 5 * DAY_MS, toMs: at + 5 * DAY_MS }, 10);
    expect(found).toEqual([{ startsAt: at, endsAt: at + 90 * 60_000 }]);
  });

  test("the other days keep their time", () => {
    const timing = recurring({ zone: "America/New_York", startsLocal: "2026-03-07T02:30" });
    const starts = listOccurrences(
      timing,
      { fromMs: utc("2026-03-07T00:00"), toMs: utc("2026-03-10T00:00") },
      9,
    );
    expect(starts.map(({ startsAt }) => new Date(startsAt).toISOString())).toEqual([
      "2026-03-07T07:30:00.000Z",
      "2026-03-08T07:00:00.000Z",
      "2026-03-09T06:30:00.000Z",
    ]);
  });

  test("a day that a zone leaves out counts once", () => {
    const timing = recurring({ zone: "Pacific/Apia", startsLocal: "2011-12-29T00:00" });
    const found = listOccurrences(
      timing,
      { fromMs: utc("2011-12-29T00:00"), toMs: utc("2012-01-02T00:00") },
      9,
    );
    expect(new Set(found.map(({ startsAt }) => startsAt)).size).toBe(found.length);
    expect(found.map(({ startsAt }) => new Date(startsAt).toISOString())).toContain(
      "2011-12-30T10:00:00.000Z",
    );
  });
});

describe("what a rule may say", () => {
  const starts = (change: Partial<Recurring>, limit = 20) =>
    listOccurrences(
      recurring(change),
      { fromMs: utc("2026-01-01T00:00"), toMs: utc("2028-01-01T00:00") },
      limit,
    ).map(({ startsAt }) => new Date(startsAt).toISOString().slice(0, 16));

  test("29 February of every year comes in leap years only", () => {
    const span = { fromMs: utc("2024-01-01T00:00"), toMs: utc("2033-01-01T00:00") };
    const timing = recurring({ startsLocal: "2024-02-29T02:30", rule: "FREQ=YEARLY" });
    expect(
      listOccurrences(timing, span, 9).map(({ startsAt }) => new Date(startsAt).getUTCFullYear()),
    ).toEqual([2024, 2028, 2032]);
  });

  test("a window goes on into the next year", () => {
    const timing = { startsLocal: "2026-12-31T23:30", zone: "Europe/Berlin", rule: "FREQ=DAILY;COUNT=2" };
    expect(starts(timing)).toEqual(["2026-12-31T22:30", "2027-01-01T22:30"]);
  });

  test("UNTIL includes its last moment, as wall time, as a day and in UTC", () => {
    const weekly = { startsLocal: "2026-01-04T02:30", zone: "Europe/Berlin" };
    const three = ["2026-01-04T01:30", "2026-01-11T01:30", "2026-01-18T01:30"];
    expect(starts({ ...weekly, rule: "FREQ=WEEKLY;UNTIL=20260118T023000" })).toEqual(three);
    expect(starts({ ...weekly, rule: "FREQ=WEEKLY;UNTIL=20260118" })).toEqual(three);
    expect(starts({ ...weekly, rule: "FREQ=WEEKLY;UNTIL=20260118T013000Z" })).toEqual(three);
    expect(starts({ ...weekly, rule: "FREQ=WEEKLY;UNTIL=20260118T012959Z" })).toEqual(three.slice(0, 2));
  });

  test("EXDATE takes days out, and COUNT counts them all the same", () => {
    const rule = "FREQ=DAILY;COUNT=4\nEXDATE:20260102T023000\nEXDATE;VALUE=DATE:20260103";
    expect(starts({ startsLocal: "2026-01-01T02:30", rule })).toEqual([
      "2026-01-01T02:30",
      "2026-01-04T02:30",
    ]);
  });

  test("no more than the limit are listed", () => {
    expect(starts({ startsLocal: "2026-01-01T02:30" }, 3)).toHaveLength(3);
  });
});

describe("the edges of the span", () => {
  const at = utc("2026-05-05T02:30");
  const once = { kind: "once", startsAt: at, endsAt: at + 60_000 } as const;
  const again = recurring({ startsLocal: "2026-05-05T02:30", rule: "FREQ=DAILY;COUNT=1", durationMin: 1 });
  test.each([once, again])("count to the millisecond: %j", (timing) => {
    const count = (fromMs: number, toMs: number) => listOccurrences(timing, { fromMs, toMs }, 9).length;
    expect(count(at - 10, at)).toBe(0);
    expect(count(at - 10, at + 1)).toBe(1);
    expect(count(at + 59_999, at + 90_000)).toBe(1);
    expect(count(at + 60_000, at + 90_000)).toBe(0);
  });
});

test("nasty rules end soon", () => {
  const span = { fromMs: utc("2026-01-01T00:00"), toMs: utc("2066-01-01T00:00") };
  const nasty = [
    "FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30",
    "FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30;COUNT=1000",
    "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30",
    "FREQ=WEEKLY;INTERVAL=1000;BYDAY=MO;COUNT=1000",
    "FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR,SA,SU;BYSETPOS=366",
  ];
  // By its own account, not by the wall clock: others may have the CPU meanwhile.
  const started = process.cpuUsage();
  for (const rule of nasty) listOccurrences(recurring({ startsLocal: "2000-01-01T02:30", rule }), span, 5);
  expect(process.cpuUsage(started).user).toBeLessThan(3_000_000);
});
