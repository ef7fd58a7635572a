import { expect, test } from "vitest";
import { DEFAULT_POLICY, Policy } from "#contracts/policy.ts";
import { describePolicy, findPolicyWarnings } from "./describe-policy.ts";

const FLAPPING = "Flapping after 4 changes within 15 min, until it is calm for 10 min.";

test.each<[change: Partial<Policy>, regions: number | null, first: string]>([
  [{}, 3, "Down when 2 of 3 regions fail twice in a row. Up again when 2 of 3 succeed once."],
  [{}, 1, "Down when it fails 3 times in a row. Up again when it succeeds once."],
  [{ failuresInARow: 1 }, 1, "Down when it fails once. Up again when it succeeds once."],
  [{}, 2, "Down when all 2 regions fail twice in a row. Up again when 1 of 2 succeeds once."],
  [
    { quorum: { kind: "any" }, failuresInARow: 1 },
    3,
    "Down when 1 of 3 regions fails once. Up again when all 3 succeed once.",
  ],
  [
    { quorum: { kind: "all" }, successesInARow: 3 },
    3,
    "Down when all 3 regions fail twice in a row. Up again when 1 of 3 succeeds 3 times in a row.",
  ],
  [
    { quorum: { kind: "count", regions: 9 } },
    3,
    "Down when all 3 regions fail twice in a row. Up again when 1 of 3 succeeds once.",
  ],
  [
    {},
    null,
    "Down when more than half of the regions fail twice in a row. Up again when at least half of them succeed once.",
  ],
  [
    { quorum: { kind: "any" } },
    null,
    "Down when any region fails twice in a row. Up again when all of them succeed once.",
  ],
  [
    { quorum: { kind: "all" } },
    null,
    "Down when all regions fail twice in a row. Up again when any one of them succeeds once.",
  ],
  [
    { quorum: { kind: "count", regions: 2 } },
    null,
    "Down when 2 regions fail twice in a row. Up again when all but 1 of them succeed once.",
  ],
])("%j with %j regions", (change, regions, first) => {
  expect(describePolicy({ ...DEFAULT_POLICY, ...change }, regions)).toEqual([first, FLAPPING]);
});

test("every part that is set has its sentence", () => {
  const policy = Policy.parse({
    slowRules: [
      { phase: "total", limit: { kind: "absolute", ms: 1_500 } },
      { phase: "ttfb", limit: { kind: "relative", percent: 250 } },
    ],
    flapping: null,
    graceSec: 90,
    remindEverySec: 3_600,
  });
  expect(describePolicy(policy, 3).slice(1)).toEqual([
    "Degraded when the whole check takes longer than 1,500 ms, by the same count of regions.",
    "Degraded when the first byte takes more than 250 % of last week’s median of the hour, by the same count of regions.",
    "Every change counts; nothing is called flapping.",
    "Never down in the first 1 min 30 s after it was added.",
    "Reminds every 1 h until somebody acknowledges or it is over.",
  ]);
});

test.each<[change: Partial<Policy>, warning: RegExp | null]>([
  [{}, null],
  [{ quorum: { kind: "count", regions: 3 } }, null],
  [{ quorum: { kind: "count", regions: 4 } }, /asks for 4 regions, but 3 regions check it: all of them/],
  [
    { flapping: { changes: 10, windowSec: 300, calmSec: 60 } },
    /hardly changes 10 times within 5 min: choose 10 min/,
  ],
  [{ slowRules: [{ phase: "total", limit: { kind: "absolute", ms: 10_000 } }] }, /down before it is slow/],
])("%j warns: %s", (change, warning) => {
  const monitor = { regions: 3, intervalMs: 60_000, timeoutMs: 10_000 };
  const warnings = findPolicyWarnings({ ...DEFAULT_POLICY, ...change }, monitor);
  expect(warnings).toEqual(warning === null ? [] : [expect.stringMatching(warning)]);
});
