import { expect, test } from "vitest";
import { inputWith, policyWith, readingAt, readingsOf, START } from "#testing/verdict-input.ts";
import { evaluate } from "./evaluate.ts";
import type { VerdictInput } from "./judgement.ts";

const NOW = START + 60_000;
const UP = { at: START, raw: "up" as const, shown: "up" as const, flips: [], round: null };
const DOWN = { ...UP, raw: "down" as const, shown: "down" as const };
const failed = (region: string, sec = 59.9) => readingAt(region, sec, { outcome: "refused" });
const WELL = [readingAt("a", 50), readingAt("b", 51), readingAt("c", 52)];
const ILL = ["a", "b", "c"].flatMap((region) => [failed(region, 40), failed(region, 50)]);

/** `a+1000` is a check of region a a second after now. */
function asked(some: Partial<VerdictInput>): string[] {
  const { confirm, memory } = evaluate(inputWith({ memory: UP, nowMs: NOW, ...some }));
  if (confirm.length > 0) expect(memory.round).toEqual({ at: NOW, asked: confirm });
  return confirm.map(({ region, scheduledAt }) => `${region}+${scheduledAt - NOW}`);
}

test.each<{ name: string; given: Partial<VerdictInput>; asks: string[] }>([
  {
    name: "a first failure asks the others and itself",
    given: { readings: [...WELL, failed("a")] },
    asks: ["a+1000", "b+0", "b+1000", "c+0", "c+1000"],
  },
  { name: "a success asks nobody", given: { readings: WELL }, asks: [] },
  {
    name: "the only region asks itself twice, further apart",
    given: { regions: ["a"], readings: [readingAt("a", 50), failed("a")] },
    asks: ["a+2000", "a+5000"],
  },
  {
    name: "regression: the only region asks once more when its first failure asked nobody, as in maintenance",
    given: { regions: ["a"], readings: [readingAt("a", 50), failed("a", 53), failed("a")] },
    asks: ["a+2000"],
  },
  {
    name: "a region that stands failing asks nobody",
    given: { readings: [...WELL, failed("a", 53), failed("a")] },
    asks: [],
  },
  {
    name: "a sick region is not asked",
    given: { readings: [...WELL, failed("a")], faults: [{ region: "b", fromMs: START, toMs: null }] },
    asks: ["a+1000", "c+0", "c+1000"],
  },
  {
    name: "a failure of a sick region asks nobody",
    given: { readings: [...WELL, failed("a")], faults: [{ region: "a", fromMs: START, toMs: null }] },
    asks: [],
  },
  {
    name: "a policy that believes one failure of two regions asks the others once",
    given: { policy: policyWith({ failuresInARow: 1 }), readings: [...WELL, failed("a")] },
    asks: ["b+0", "c+0"],
  },
  {
    name: "a policy that believes any one asks nobody",
    given: {
      policy: policyWith({ failuresInARow: 1, quorum: { kind: "any" } }),
      readings: [...WELL, failed("a")],
    },
    asks: [],
  },
  {
    name: "a region that has failed once already is asked once less",
    given: {
      policy: policyWith({ failuresInARow: 3 }),
      readings: [...WELL, failed("b", 53), failed("a")],
    },
    asks: ["a+1000", "a+2000", "b+0", "b+1000", "c+0", "c+1000", "c+2000"],
  },
  {
    name: "the first success after an outage asks the others",
    given: { memory: DOWN, readings: [...ILL, readingAt("a", 59.9)] },
    asks: ["b+0", "c+0"],
  },
  {
    name: "and itself, too, when the policy asks for more",
    given: {
      memory: DOWN,
      policy: policyWith({ successesInARow: 2 }),
      readings: [...ILL, readingAt("a", 59.9)],
    },
    asks: ["a+1000", "b+0", "b+1000", "c+0", "c+1000"],
  },
  {
    name: "nobody is asked during maintenance",
    given: { readings: [...WELL, failed("a")], windows: [{ name: "x", fromMs: START, toMs: null }] },
    asks: [],
  },
  {
    name: "regression: what was seen during maintenance asks when that is over",
    given: {
      memory: { ...UP, at: START + 58_000 },
      readings: [...WELL, failed("a", 55)],
      windows: [{ name: "x", fromMs: START + 30_000, toMs: START + 59_000 }],
    },
    asks: ["a+1000", "b+0", "b+1000", "c+0", "c+1000"],
  },
  {
    name: "also of a region whose mind was made up in it",
    given: {
      memory: { ...UP, at: START + 58_000 },
      readings: [...WELL, failed("a", 54), failed("a", 55)],
      windows: [{ name: "x", fromMs: START + 30_000, toMs: START + 59_000 }],
    },
    asks: ["b+0", "b+1000", "c+0", "c+1000"],
  },
  {
    name: "and once",
    given: {
      memory: { ...UP, at: START + 59_000, round: { at: START + 59_000, asked: [] } },
      readings: [...WELL, failed("a", 55)],
      windows: [{ name: "x", fromMs: START + 30_000, toMs: START + 59_000 }],
    },
    asks: [],
  },
  {
    name: "what was seen before it does not",
    given: {
      memory: { ...UP, at: START + 58_000 },
      readings: [...WELL, failed("a", 53)],
      windows: [{ name: "x", fromMs: START + 54_000, toMs: START + 59_000 }],
    },
    asks: [],
  },
  {
    name: "what was seen during the grace asks when that is over",
    given: {
      policy: policyWith({ graceSec: 59 }),
      memory: { ...UP, at: START + 58_000 },
      readings: [...WELL, failed("a", 55)],
    },
    asks: ["a+1000", "b+0", "b+1000", "c+0", "c+1000"],
  },
  {
    name: "nor during the grace",
    given: { policy: policyWith({ graceSec: 120 }), readings: [...WELL, failed("a")] },
    asks: [],
  },
  {
    name: "a round younger than 10 s is left alone",
    given: {
      memory: { ...UP, round: { at: NOW - 9_999, asked: [] } },
      readings: [...WELL, failed("a")],
    },
    asks: [],
  },
  {
    name: "an older one makes room for what was seen since",
    given: {
      memory: { ...UP, round: { at: NOW - 10_100, asked: [] } },
      readings: [...WELL, failed("a", 60)],
    },
    asks: ["a+1000", "b+0", "b+1000", "c+0", "c+1000"],
  },
  {
    name: "a success from before the outage is no sign of its end",
    given: {
      policy: policyWith({ failuresInARow: 1, quorum: { kind: "any" } }),
      memory: { ...DOWN, at: START + 55_000 },
      readings: [...WELL, failed("a", 55), failed("a")],
    },
    asks: [],
  },
  {
    name: "but not for what belongs to it",
    given: {
      memory: { ...UP, round: { at: NOW - 30_000, asked: [] } },
      readings: [...WELL, failed("a", 31)].filter(({ at, region }) => region !== "a" || at < START + 40_000),
    },
    asks: [],
  },
])("$name", ({ given, asks }) => {
  expect(asked(given).sort()).toEqual(asks);
});

test("a check is never asked for at a moment that has one", () => {
  const readings = [...WELL, failed("a"), readingAt("b", 59.99, { scheduledAt: NOW })];
  const missing = [{ region: "c", scheduledAt: NOW }];
  expect(asked({ readings, missing }).sort()).toEqual(["a+1000", "b+1", "b+1000", "c+1", "c+1000"]);
});

test("the round is told of in the sentence", () => {
  const confirm = { outcome: "refused" as const, origin: "confirm" as const };
  const readings = [
    ...readingsOf({ a: "..", b: "..", c: ".." }),
    readingAt("a", 30, { outcome: "refused" }),
    ...[30.1, 31.2].flatMap((sec) => [readingAt("b", sec, confirm), readingAt("c", sec + 0.2)]),
    readingAt("a", 31.1, confirm),
  ];
  const { steps } = evaluate(inputWith({ readings, nowMs: START + 32_000 }));
  expect(steps.at(-1)).toMatchObject({
    reason:
      "2 of 3 healthy regions failed twice in a row: connection refused from a, b. Confirmed by 3 extra checks, 1.2 s after the first failure.",
    firstFailedAt: START + 30_000,
  });
  expect(steps.at(-1)?.readings.map(({ region }) => region)).toEqual(["a", "a", "b", "b"]);
});
