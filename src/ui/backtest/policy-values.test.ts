import { expect, test } from "vitest";
import { DEFAULT_POLICY, Policy } from "#contracts/policy.ts";
import { readPolicy, toPolicyValues } from "./policy-values.ts";

test.each([
  { name: "the default", policy: DEFAULT_POLICY },
  {
    name: "one with everything",
    policy: Policy.parse({
      quorum: { kind: "count", regions: 3 },
      failuresInARow: 1,
      successesInARow: 2,
      slowRules: [{ phase: "ttfb", limit: { kind: "absolute", ms: 800 } }],
      flapping: null,
      graceSec: 60,
      remindEverySec: 3_600,
    }),
  },
])("the fields of $name give the same policy back", ({ policy }) => {
  expect(readPolicy(toPolicyValues(policy))).toEqual({ kind: "policy", policy });
});

test("what is no whole number is named at its field", () => {
  const values = { ...toPolicyValues(DEFAULT_POLICY), failuresInARow: "", changes: "2" };
  const read = readPolicy(values);
  expect(read).toMatchObject({ kind: "problems", problems: { "flapping.changes": "At least three." } });
  expect(read.kind === "problems" && read.problems.failuresInARow).toBeTruthy();
});
