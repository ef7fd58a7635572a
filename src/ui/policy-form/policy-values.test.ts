import { expect, test } from "vitest";
import { DEFAULT_POLICY, Policy } from "#contracts/policy.ts";
import { readPolicy, valuesOfPolicy } from "./policy-values.ts";

const full = Policy.parse({
  quorum: { kind: "count", regions: 3 },
  failuresInARow: 4,
  successesInARow: 2,
  slowRules: [
    { phase: "ttfb", limit: { kind: "absolute", ms: 800 } },
    { phase: "total", limit: { kind: "relative", percent: 300 } },
  ],
  flapping: { changes: 6, windowSec: 90, calmSec: 100 },
  graceSec: 45,
  remindEverySec: 5_400,
});

test.each([DEFAULT_POLICY, full, { ...full, flapping: null, remindEverySec: null }])(
  "a policy survives the form unchanged: %j",
  (policy) => {
    expect(readPolicy(valuesOfPolicy(policy))).toEqual({ kind: "input", input: policy });
  },
);

test("what is wrong is named at its field", () => {
  const values = {
    ...valuesOfPolicy(full),
    regions: "many",
    failuresInARow: "0",
    windowMin: "",
    slowRules: [{ key: "0", phase: "total" as const, kind: "relative" as const, amount: "90" }],
  };
  expect(readPolicy(values)).toEqual({
    kind: "problems",
    problems: {
      "quorum.regions": "Give a whole number.",
      failuresInARow: "At least one.",
      "slowRules.0.limit.percent": expect.any(String),
      "flapping.windowSec": "Give a whole number.",
    },
  });
});
