import * as fc from "fast-check";
import { expect, test } from "vitest";
import { followNote, type NoteStep, type OpenNote } from "./follow-note.ts";
import { type HourLatency, type JudgedHour, judgeHour } from "./judge-hour.ts";

const HOUR_MS = 3_600_000;
const hour = (medianUs: number, samples = 60): HourLatency => ({ medianUs, samples });
const USUAL = [200_000, 210_000, 190_000, 205_000, 195_000, 200_000].map((us) => hour(us));

test.each<{ name: string; observed: HourLatency | null; past: HourLatency[]; is: JudgedHour["kind"] }>([
  { name: "as every week", observed: hour(204_000), past: USUAL, is: "usual" },
  { name: "a real step", observed: hour(420_000), past: USUAL, is: "unusual" },
  { name: "twice as fast", observed: hour(90_000), past: USUAL, is: "unusual" },
  { name: "less than 20 %", observed: hour(239_000), past: USUAL, is: "usual" },
  { name: "less than 50 ms", observed: hour(59_000), past: USUAL.map(() => hour(10_000)), is: "usual" },
  {
    name: "weeks that vary as much",
    observed: hour(420_000),
    past: [100, 300, 200, 450, 150, 380].map((ms) => hour(ms * 1000)),
    is: "usual",
  },
  { name: "two weeks only", observed: hour(900_000), past: USUAL.slice(0, 2), is: "unknown" },
  { name: "three weeks", observed: hour(900_000), past: USUAL.slice(0, 3), is: "unusual" },
  { name: "too few checks in this hour", observed: hour(900_000, 4), past: USUAL, is: "unknown" },
  {
    name: "too few checks in the weeks before",
    observed: hour(900_000),
    past: USUAL.map(({ medianUs }) => hour(medianUs, 2)),
    is: "unknown",
  },
  { name: "nothing in this hour", observed: null, past: USUAL, is: "unknown" },
  {
    name: "one week that was much worse",
    observed: hour(230_000),
    past: [...USUAL.slice(1), hour(9_000_000)],
    is: "usual",
  },
])("$name is $is", ({ observed, past, is }) => {
  expect(judgeHour(observed, past).kind).toBe(is);
});

test("the evidence is what was compared", () => {
  expect(judgeHour(hour(420_000, 58), USUAL)).toEqual({
    kind: "unusual",
    direction: "slower",
    evidence: { observedUs: 420_000, medianUs: 200_000, madUs: 5_000, samples: 58, weeks: 6 },
  });
});

const latency = fc.integer({ min: 1_000, max: 5_000_000 });
const weeks = fc.array(latency, { minLength: 3, maxLength: 6 });

test("where the floor of 50 ms is far, a scale changes no judgement", () => {
  fc.assert(
    fc.property(latency, weeks, fc.integer({ min: 2, max: 50 }), (observed, past, factor) => {
      const scaled = (by: number) =>
        judgeHour(
          hour(observed * 1_000 * by),
          past.map((us) => hour(us * 1_000 * by)),
        ).kind;
      fc.pre(Math.abs(observed - Math.min(...past)) > 50 && past.every((us) => Math.abs(us - observed) > 50));
      expect(scaled(factor)).toBe(scaled(1));
    }),
  );
});

test("a shift of all weeks and this hour alike makes nothing unusual that was usual", () => {
  fc.assert(
    fc.property(latency, weeks, latency, (observed, past, shift) => {
      const before = judgeHour(
        hour(observed),
        past.map((us) => hour(us)),
      );
      fc.pre(before.kind === "usual");
      const after = judgeHour(
        hour(observed + shift),
        past.map((us) => hour(us + shift)),
      );
      expect(after.kind).toBe("usual");
    }),
  );
});

test("the order of the weeks is nothing", () => {
  fc.assert(
    fc.property(latency, weeks, (observed, past) => {
      const hours = past.map((us) => hour(us));
      expect(judgeHour(hour(observed), hours.toReversed())).toEqual(judgeHour(hour(observed), hours));
    }),
  );
});

test("up to two outliers among six weeks change nothing for an hour as the others", () => {
  fc.assert(
    fc.property(
      fc.array(latency, { maxLength: 2 }),
      fc.integer({ min: 195_000, max: 205_000 }),
      (bad, us) => {
        const past = [...USUAL.slice(bad.length), ...bad.map((value) => hour(value))];
        expect(judgeHour(hour(us), past).kind).toBe("usual");
      },
    ),
  );
});

test("a step to the double is seen, however the weeks differ by up to 5 %", () => {
  const near = fc.array(fc.integer({ min: 195_000, max: 205_000 }), { minLength: 3, maxLength: 6 });
  fc.assert(
    fc.property(near, (past) => {
      expect(
        judgeHour(
          hour(400_000),
          past.map((us) => hour(us)),
        ),
      ).toMatchObject({ kind: "unusual", direction: "slower" });
    }),
  );
});

/** What a row of hours makes of it, from no note on. */
function follow(medians: readonly (number | null)[]): NoteStep["kind"][] {
  let note: OpenNote | null = null;
  const judged = medians.map((us) => judgeHour(us === null ? null : hour(us), USUAL));
  return judged.map((present, at) => {
    const step = followNote(note, {
      before: judged[at - 1] ?? { kind: "unknown" },
      present,
      hourMs: at * HOUR_MS,
    });
    if (step.kind === "open" || step.kind === "further") note = { evidence: step.evidence };
    if (step.kind === "close") note = null;
    return step.kind;
  });
}

test.each<{ name: string; hours: (number | null)[]; steps: NoteStep["kind"][] }>([
  { name: "one unusual hour alone", hours: [2e5, 9e5, 2e5], steps: ["nothing", "nothing", "nothing"] },
  { name: "two in a row", hours: [2e5, 9e5, 8e5, 2e5], steps: ["nothing", "nothing", "open", "close"] },
  {
    name: "one that gets worse",
    hours: [9e5, 9e5, 10e5, 9e5],
    steps: ["nothing", "open", "further", "nothing"],
  },
  {
    name: "slow and fast in turn",
    hours: [9e5, 2e4, 9e5, 2e4],
    steps: ["nothing", "nothing", "nothing", "nothing"],
  },
  { name: "an hour without checks", hours: [9e5, 9e5, null], steps: ["nothing", "open", "close"] },
])("$name: $steps", ({ hours, steps }) => {
  expect(follow(hours)).toEqual(steps);
});

test("a note begins with its first hour and has the evidence of its furthest", () => {
  const before = judgeHour(hour(900_000), USUAL);
  const present = judgeHour(hour(800_000), USUAL);
  expect(followNote(null, { before, present, hourMs: 10 * HOUR_MS })).toMatchObject({
    kind: "open",
    fromMs: 9 * HOUR_MS,
    peakMs: 9 * HOUR_MS,
    evidence: { observedUs: 900_000 },
  });
});
