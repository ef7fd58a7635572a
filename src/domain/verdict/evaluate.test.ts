import { expect, test } from "vitest";
import { DEFAULT_POLICY, type Policy } from "#contracts/policy.ts";
import type { Outcome } from "#contracts/tick.ts";
import type { Verdict } from "#contracts/verdict.ts";
import { evaluate } from "./evaluate.ts";
import type { RawVerdict, Reading, VerdictInput } from "./judgement.ts";

const NOW = 1_800_000_000_000;
const NO_PHASES = { total: null, dns: null, connect: null, tls: null, ttfb: null, transfer: null };

/** `"a:ok,timeout"` are region a's readings, newest first, 10 s apart; `a@200` says how many seconds ago the newest was. */
function readings(...regions: string[]): Reading[] {
  return regions.flatMap((text) => {
    const [name = "", outcomes = ""] = text.split(":");
    const [region = "", ageSec = "1"] = name.split("@");
    return outcomes.split(",").map((outcome, index) => {
      const at = NOW - (Number(ageSec) + index * 10) * 1000;
      return {
        region,
        scheduledAt: at - 100,
        at,
        outcome: outcome as Outcome,
        origin: "scheduled" as const,
        phasesUs: NO_PHASES,
      };
    });
  });
}

function inputOf(from: RawVerdict, given: Reading[], more: Partial<VerdictInput> = {}): VerdictInput {
  return {
    memory: { at: NOW - 5_000, raw: from, shown: from, flips: [], round: null },
    policy: DEFAULT_POLICY,
    intervalMs: 10_000,
    timeoutMs: 10_000,
    beganAt: 0,
    regions: ["a", "b", "c"],
    readings: given,
    missing: [],
    faults: [],
    windows: [],
    mediansUs: null,
    nowMs: NOW,
    ...more,
  };
}

const SICK_B = [{ region: "b", fromMs: NOW - 60_000, toMs: null }];
const ALL_SICK = ["a", "b", "c"].map((region) => ({ region, fromMs: NOW - 60_000, toMs: null }));
const policy = (some: Partial<Policy>): Policy => ({ ...DEFAULT_POLICY, ...some });

test.each<{
  name: string;
  from: RawVerdict;
  given: Reading[];
  more?: Partial<VerdictInput>;
  to: Verdict;
  reason?: string;
}>([
  {
    name: "two failures in most regions are down",
    from: "up",
    given: readings("a:timeout,timeout", "b:timeout,refused", "c:ok,ok"),
    to: "down",
    reason: "2 of 3 healthy regions failed twice in a row: timeout from a, b.",
  },
  {
    name: "different failures are listed apart, and who was not heard is named",
    from: "up",
    given: readings("a:timeout,timeout", "b:status,refused"),
    to: "down",
    reason:
      "2 of 2 healthy regions failed twice in a row: timeout from a; unexpected status from b. c has not reported lately.",
  },
  {
    name: "the only region decides alone after one failure more",
    from: "up",
    given: readings("a:dns,dns,dns"),
    more: { regions: ["a"] },
    to: "down",
    reason: "The only region with a vote (a) failed 3 times in a row: DNS failure from a.",
  },
  {
    name: "two failures of the only region are not enough",
    from: "up",
    given: readings("a:dns,dns,ok"),
    to: "up",
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
    name: "one of two regions brings it back, for the other alone could not hold it down",
    from: "down",
    given: readings("a:timeout,timeout", "b:ok"),
    to: "up",
  },
  {
    name: "most regions succeeding is up",
    from: "down",
    given: readings("a:timeout,timeout", "b:ok,timeout", "c:ok,timeout"),
    to: "up",
    reason: "2 of 3 healthy regions succeeded.",
  },
  {
    name: "the first success of a new monitor is up",
    from: "unknown",
    given: readings("a:ok"),
    more: { regions: ["a"] },
    to: "up",
    reason: "The only region with a vote (a) succeeded.",
  },
  {
    name: "silent regions have no say",
    from: "up",
    given: readings("a:timeout,timeout,timeout", "b@200:ok", "c@300:ok"),
    to: "down",
    reason:
      "The only region with a vote (a) failed 3 times in a row: timeout from a. b and c have not reported lately.",
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
  {
    name: "a sick region has no vote and is named",
    from: "up",
    given: readings("a:timeout,timeout", "b:ok,ok", "c:timeout,timeout"),
    more: { faults: SICK_B },
    to: "down",
    reason: "2 of 2 healthy regions failed twice in a row: timeout from a, c. b is sick and has no vote.",
  },
  {
    name: "all regions sick is unknown, never down",
    from: "up",
    given: readings("a:timeout,timeout", "b:timeout,timeout", "c:timeout,timeout"),
    more: { faults: ALL_SICK },
    to: "unknown",
    reason: "All 3 regions are sick, so nobody can say how the target is.",
  },
  {
    name: "any region is enough when the policy says so",
    from: "up",
    given: readings("a:reset,ok", "b:ok", "c:ok"),
    more: { policy: policy({ quorum: { kind: "any" }, failuresInARow: 1 }) },
    to: "down",
    reason: "1 of 3 healthy regions failed: connection reset from a.",
  },
])("$name", ({ from, given, more, to, reason }) => {
  const { steps, memory } = evaluate(inputOf(from, given, more));
  expect(memory.shown).toBe(to);
  if (from === to) expect(steps).toEqual([]);
  else expect(steps.at(-1)).toMatchObject({ to, ...(reason === undefined ? {} : { reason }) });
});
