import * as fc from "fast-check";
import { expect, test } from "vitest";
import type { Outcome } from "#contracts/tick.ts";
import type { Verdict } from "#contracts/verdict.ts";
import { evaluate, type Reading } from "./evaluate.ts";

const NOW = 1_000_000_000;

/** `"a:ok,timeout"` are region a's readings, newest first, 20 s apart; `a@200` says how many seconds ago the newest was. */
function readings(...regions: string[]): Reading[] {
  return regions.flatMap((text) => {
    const [name = "", outcomes = ""] = text.split(":");
    const [region = "", ageSec = "1"] = name.split("@");
    return outcomes.split(",").map((outcome, index) => ({
      region,
      at: NOW - (Number(ageSec) + index * 20) * 1000,
      outcome: outcome as Outcome,
    }));
  });
}

test.each<{ name: string; from: Verdict; given: Reading[]; to: Verdict; reason?: string }>([
  {
    name: "two failures in most regions are down",
    from: "up",
    given: readings("a:timeout,timeout", "b:timeout,refused", "c:ok,ok"),
    to: "down",
    reason: "2 of 3 regions failed twice in a row: timeout from a, b.",
  },
  {
    name: "different failures are listed apart",
    from: "up",
    given: readings("a:timeout,timeout", "b:status,refused"),
    to: "down",
    reason: "2 of 2 regions failed twice in a row: timeout from a; unexpected status from b.",
  },
  {
    name: "the only region decides alone",
    from: "up",
    given: readings("a:dns,dns"),
    to: "down",
    reason: "The only region that reported (a) failed twice in a row: DNS failure from a.",
  },
  { name: "one failure is not two", from: "up", given: readings("a:timeout,ok"), to: "up" },
  { name: "a first failure is not two", from: "unknown", given: readings("a:timeout"), to: "unknown" },
  {
    name: "half of the regions is no majority",
    from: "up",
    given: readings("a:timeout,timeout", "b:ok"),
    to: "up",
  },
  {
    name: "half of the regions does not bring it back",
    from: "down",
    given: readings("a:timeout,timeout", "b:ok"),
    to: "down",
  },
  {
    name: "most regions succeeding is up",
    from: "down",
    given: readings("a:timeout,timeout", "b:ok,timeout", "c:ok,timeout"),
    to: "up",
    reason: "2 of 3 regions succeeded.",
  },
  {
    name: "the first success of a new monitor is up",
    from: "unknown",
    given: readings("a:ok"),
    to: "up",
    reason: "The only region that reported (a) succeeded.",
  },
  {
    name: "silent regions have no say",
    from: "up",
    given: readings("a:timeout,timeout", "b@200:ok", "c@300:ok"),
    to: "down",
  },
  {
    name: "nobody reporting is unknown",
    from: "up",
    given: readings("a@200:ok"),
    to: "unknown",
    reason: "No region has reported for 90 s.",
  },
  { name: "nobody reporting is unknown for a monitor that was down", from: "down", given: [], to: "unknown" },
  { name: "nothing new about an unknown monitor", from: "unknown", given: [], to: "unknown" },
])("$name", ({ from, given, to, reason }) => {
  const decision = evaluate({ verdict: from, intervalMs: 20_000, readings: given, nowMs: NOW });
  if (from === to) expect(decision).toEqual({ kind: "unchanged" });
  else expect(decision).toMatchObject({ kind: "changed", to, ...(reason === undefined ? {} : { reason }) });
});

test("long intervals wait three of their own for a region", () => {
  const decision = evaluate({
    verdict: "up",
    intervalMs: 600_000,
    readings: readings("a@1700:ok"),
    nowMs: NOW,
  });
  expect(decision).toEqual({ kind: "unchanged" });
});

test("the decision is dated by the newest reading that made it", () => {
  const given = readings("a@5:timeout,timeout", "b@2:timeout,timeout", "c@1:ok");
  expect(evaluate({ verdict: "up", intervalMs: 20_000, readings: given, nowMs: NOW })).toMatchObject({
    at: NOW - 2000,
  });
});

const reading = fc.record({
  region: fc.constantFrom("a", "b", "c", "d"),
  at: fc.integer({ min: 1, max: 12 }).map((step) => NOW - step * 10_000),
  outcome: fc.constantFrom<Outcome[]>("ok", "timeout", "dns"),
});
const slots = fc.uniqueArray(reading, { selector: (one) => `${one.region} ${one.at}`, maxLength: 30 });
const verdict = fc.constantFrom<Verdict[]>("unknown", "up", "down");

test("neither the order nor the repetition of ticks matters", () => {
  fc.assert(
    fc.property(slots, verdict, fc.infiniteStream(fc.nat()), (given, from, random) => {
      const repeated = [...given, ...given.filter((_, index) => index % 2 === 0)];
      const shuffled = repeated
        .map((one) => ({ one, key: random.next().value ?? 0 }))
        .sort((a, b) => a.key - b.key)
        .map(({ one }) => one);
      const input = { verdict: from, intervalMs: 10_000, nowMs: NOW };
      expect(evaluate({ ...input, readings: shuffled })).toEqual(evaluate({ ...input, readings: given }));
    }),
  );
});

test("nothing is down while no region failed twice", () => {
  fc.assert(
    fc.property(slots, verdict, (given, from) => {
      const lonely = given.map((one) => ({
        ...one,
        outcome: one.at % 20_000 === 0 ? one.outcome : ("ok" as const),
      }));
      const everyOther = [...lonely, ...fill(lonely)];
      const decision = evaluate({ verdict: from, intervalMs: 10_000, readings: everyOther, nowMs: NOW });
      expect(decision.kind === "changed" && decision.to === "down").toBe(false);
    }),
  );
});

/** An ok reading 10 s before each: no two neighbours of a region can both have failed. */
function fill(given: readonly Reading[]): Reading[] {
  return given
    .filter((one) => one.at % 20_000 === 0)
    .map((one) => ({ ...one, at: one.at - 10_000, outcome: "ok" as const }));
}
