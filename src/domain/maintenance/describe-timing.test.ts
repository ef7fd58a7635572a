import { describe, expect, test } from "vitest";
import { checkTiming } from "./check-timing.ts";
import { describeClockChanges, describeTiming } from "./describe-timing.ts";
import { listOccurrences, type Recurring } from "./list-occurrences.ts";
import { parseRule } from "./recurrence-rule.ts";

const recurring = (change: Partial<Recurring>): Recurring => ({
  kind: "recurring",
  startsLocal: "2026-03-01T02:30",
  zone: "Europe/Berlin",
  rule: "FREQ=WEEKLY",
  durationMin: 120,
  ...change,
});
const NOW = Date.UTC(2026, 0, 1);

test.each<[rule: string, words: string]>([
  ["FREQ=WEEKLY;BYDAY=SU", "Every Sunday at 02:30 (Europe/Berlin), for 2 h"],
  ["FREQ=WEEKLY", "Every Sunday at 02:30 (Europe/Berlin), for 2 h"],
  ["FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR", "Every weekday at 02:30 (Europe/Berlin), for 2 h"],
  [
    "FREQ=WEEKLY;INTERVAL=2;BYDAY=SU,WE",
    "Every 2 weeks on Wednesday and Sunday at 02:30 (Europe/Berlin), for 2 h",
  ],
  ["FREQ=DAILY;COUNT=5", "Every day, 5 times at 02:30 (Europe/Berlin), for 2 h"],
  ["FREQ=MONTHLY", "Every month on day 1 at 02:30 (Europe/Berlin), for 2 h"],
  ["FREQ=MONTHLY;BYDAY=-1SU", "Every month on the last Sunday at 02:30 (Europe/Berlin), for 2 h"],
  ["FREQ=MONTHLY;BYMONTHDAY=-1", "Every month on the last day at 02:30 (Europe/Berlin), for 2 h"],
  [
    "FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=1",
    "Every month on the first weekday at 02:30 (Europe/Berlin), for 2 h",
  ],
  ["FREQ=YEARLY;UNTIL=20291231", "Every year on 1 March, until 2029-12-31 at 02:30 (Europe/Berlin), for 2 h"],
  [
    "FREQ=YEARLY;BYMONTH=3,10;BYDAY=1SU",
    "Every year on the first Sunday, in March and October at 02:30 (Europe/Berlin), for 2 h",
  ],
])("%s reads: %s", (rule, words) => {
  expect(describeTiming(recurring({ rule }))).toBe(words);
});

test("a single window and a deploy's say how long", () => {
  expect(describeTiming({ kind: "once", startsAt: 0, endsAt: 90 * 60_000 })).toBe("Once, for 1 h 30 min");
  expect(describeTiming({ kind: "hook", maxMin: 1_500 })).toBe(
    "When a deploy starts it, for 1 d 1 h at most",
  );
});

describe("the note about the clock", () => {
  const noteOf = (change: Partial<Recurring>) => {
    const timing = recurring(change);
    return describeClockChanges(
      timing,
      listOccurrences(timing, { fromMs: NOW, toMs: NOW + 366 * 86_400_000 }, 5),
    );
  };
  test.each<[note: string | null, change: Partial<Recurring>]>([
    [
      "On 2026-03-08 the clock in America/New_York skips 02:30: it starts at 03:00 there.",
      { zone: "America/New_York" },
    ],
    [
      "On 2026-10-25 the clock in Europe/Berlin passes 02:30 twice: it starts at the first.",
      { startsLocal: "2026-10-18T02:30" },
    ],
    [
      "The clock in Europe/Berlin changes in between: it keeps 22:00 there.",
      { startsLocal: "2026-03-15T22:00" },
    ],
    [null, { zone: "Asia/Kathmandu" }],
    [null, { startsLocal: "2026-06-07T02:30" }],
  ])("says %s", (note, change) => {
    expect(noteOf(change)).toBe(note);
  });
});

describe("a rule that is refused", () => {
  test.each<[rule: string, message: RegExp]>([
    ["", /NAME=VALUE/],
    ["every sunday", /NAME=VALUE/],
    ["BYDAY=SU", /Say how often/],
    ["FREQ=SECONDLY", /once a day at most/],
    ["FREQ=HOURLY;INTERVAL=30", /once a day at most/],
    ["FREQ=OFTEN", /not a frequency/],
    ["FREQ=DAILY;BYHOUR=2,14", /Leave out BYHOUR/],
    ["FREQ=DAILY;INTERVAL=0", /from 1 to 1,000/],
    ["FREQ=DAILY;COUNT=100000", /from 1 to 1,000/],
    ["FREQ=WEEKLY;BYDAY=SO", /not a weekday/],
    ["FREQ=WEEKLY;BYDAY=1SU", /need FREQ=MONTHLY/],
    ["FREQ=MONTHLY;BYDAY=0SU", /not a day/],
    ["FREQ=MONTHLY;BYMONTHDAY=32", /from 1 to 31/],
    ["FREQ=MONTHLY;BYMONTHDAY=0", /from 1 to 31/],
    ["FREQ=YEARLY;BYMONTH=-1", /from 1 to 12/],
    ["FREQ=MONTHLY;BYSETPOS=1", /needs another part/],
    ["FREQ=DAILY;COUNT=2;UNTIL=20270101", /Keep one/],
    ["FREQ=DAILY;UNTIL=20260230", /no date/],
    ["FREQ=DAILY;FREQ=WEEKLY", /given twice/],
    ["FREQ=DAILY;RSCALE=HEBREW", /not a part/],
    ["FREQ=DAILY\nDTSTART:20260101T000000", /field of its own/],
    ["FREQ=DAILY\nRDATE:20260101T000000", /not RDATE/],
  ])("%j: %s", (rule, message) => {
    expect(parseRule(rule)).toEqual({ kind: "wrong", message: expect.stringMatching(message) });
    expect(checkTiming(recurring({ rule }), NOW)).toEqual({
      field: "rule",
      message: expect.stringMatching(message),
    });
  });

  test("case, spaces and the word RRULE do not matter", () => {
    expect(parseRule("  rrule:freq=weekly;byday=su ")).toEqual(parseRule("FREQ=WEEKLY;BYDAY=SU"));
  });

  test.each<[string, Partial<Recurring>, string]>([
    ["that never comes true", { rule: "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30" }, "rule"],
    ["that is over", { startsLocal: "2025-01-01T02:30", rule: "FREQ=DAILY;COUNT=3" }, "rule"],
    ["whose start is no date", { startsLocal: "2026-02-30T02:30" }, "startsLocal"],
    ["whose start is long ago", { startsLocal: "1800-02-03T02:30" }, "startsLocal"],
  ])("one %s is refused at its field", (_name, change, field) => {
    expect(checkTiming(recurring(change), NOW)).toEqual({ field, message: expect.any(String) });
  });

  test("one that comes once in 28 years is taken", () => {
    const rule = "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29;BYDAY=MO";
    expect(checkTiming(recurring({ rule }), NOW)).toBeNull();
  });
});
