import fc from "fast-check";
import { expect, test } from "vitest";
import { groupStorm, STORM_SIZE, type StormSigns } from "./group-storm.ts";

const NOW = 1_000_000;
const CALM: StormSigns = {
  here: 1,
  recent: 0,
  likely: 0,
  gatheringUntilMs: null,
  lastGroupAtMs: null,
  isLate: false,
};

test.each<{ name: string; signs: Partial<StormSigns>; untilMs: number | null }>([
  { name: "one alone leaves at once", signs: {}, untilMs: null },
  { name: "four leave at once", signs: { here: 1, recent: 2, likely: 1 }, untilMs: null },
  { name: "five of one judgement wait", signs: { here: 5 }, untilMs: NOW + 15_000 },
  { name: "the fifth within the window waits", signs: { recent: 4 }, untilMs: NOW + 15_000 },
  {
    name: "the first waits while four others are likely to follow",
    signs: { likely: 4 },
    untilMs: NOW + 15_000,
  },
  {
    name: "who comes to a group that gathers leaves with it",
    signs: { gatheringUntilMs: NOW + 3_000 },
    untilMs: NOW + 3_000,
  },
  {
    name: "a group that is about to leave takes nobody more",
    signs: { gatheringUntilMs: NOW },
    untilMs: null,
  },
  {
    name: "30 s lie between two groups",
    signs: { recent: 9, lastGroupAtMs: NOW - 1_000 },
    untilMs: NOW + 29_000,
  },
  {
    name: "an old group does not matter",
    signs: { recent: 9, lastGroupAtMs: NOW - 60_000 },
    untilMs: NOW + 15_000,
  },
  { name: "late news waits for what the backlog says next", signs: { isLate: true }, untilMs: NOW + 15_000 },
])("$name", ({ signs, untilMs }) => {
  const decision = groupStorm({ ...CALM, ...signs }, NOW);
  expect(decision).toEqual(untilMs === null ? { kind: "at_once" } : { kind: "hold", untilMs });
});

const signs = fc.record<StormSigns>({
  here: fc.integer({ min: 1, max: 600 }),
  recent: fc.integer({ min: 0, max: 600 }),
  likely: fc.integer({ min: 0, max: STORM_SIZE }),
  gatheringUntilMs: fc.option(fc.integer({ min: NOW - 60_000, max: NOW + 60_000 })),
  lastGroupAtMs: fc.option(fc.integer({ min: NOW - 60_000, max: NOW })),
  isLate: fc.boolean(),
});

test("more trouble never makes a message leave sooner, and none waits longer than a minute", () => {
  fc.assert(
    fc.property(signs, fc.integer({ min: 1, max: 10 }), (given, more) => {
      const [one, other] = [given, { ...given, here: given.here + more }].map((each) => {
        const decision = groupStorm(each, NOW);
        return decision.kind === "at_once" ? NOW : decision.untilMs;
      });
      expect(one).toBeLessThanOrEqual(other ?? 0);
      expect(other).toBeLessThanOrEqual(NOW + 60_000);
    }),
    { numRuns: 2_000, seed: 6 },
  );
});
