import { expect, test } from "vitest";
import type { Outcome } from "#contracts/tick.ts";
import { describeStanding } from "./describe-standing.ts";

const newest = (...outcomes: Outcome[]) =>
  outcomes.map((outcome, index) => ({ region: `r${index + 1}`, outcome }));

test.each<{ name: string; outcomes: Outcome[]; says: string | null }>([
  { name: "nothing is said before the first tick", outcomes: [], says: null },
  { name: "one region is named", outcomes: ["ok"], says: "The last check from r1 succeeded." },
  {
    name: "agreement is counted",
    outcomes: ["ok", "ok", "ok"],
    says: "The last check from each of 3 regions succeeded.",
  },
  {
    name: "who disagrees is named with the reason",
    outcomes: ["ok", "timeout", "ok"],
    says: "2 of 3 regions succeeded at their last check; timeout from r2.",
  },
])("$name", ({ outcomes, says }) => {
  expect(describeStanding(newest(...outcomes))).toBe(says);
});
