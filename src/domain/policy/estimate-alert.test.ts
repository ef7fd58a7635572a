import { expect, test } from "vitest";
import { DEFAULT_POLICY, type Policy } from "#contracts/policy.ts";
import { estimateAlert } from "./estimate-alert.ts";

test.each<{ name: string; policy: Partial<Policy>; regions: number; intervalSec: number; says: number[] }>([
  { name: "three regions take turns", policy: {}, regions: 3, intervalSec: 30, says: [2, 2, 13] },
  { name: "one region asks itself again", policy: {}, regions: 1, intervalSec: 60, says: [1, 3, 66] },
  {
    name: "a short interval is sooner than asking again",
    policy: {},
    regions: 1,
    intervalSec: 1,
    says: [1, 3, 4],
  },
  {
    name: "one failure of any region is told at once",
    policy: { quorum: { kind: "any" }, failuresInARow: 1 },
    regions: 3,
    intervalSec: 30,
    says: [1, 1, 11],
  },
  {
    name: "a lonely region that is believed at once",
    policy: { failuresInARow: 1 },
    regions: 1,
    intervalSec: 10,
    says: [1, 1, 11],
  },
  {
    name: "no more regions than there are",
    policy: { quorum: { kind: "count", regions: 9 } },
    regions: 2,
    intervalSec: 60,
    says: [2, 2, 33],
  },
  { name: "all", policy: { quorum: { kind: "all" } }, regions: 4, intervalSec: 60, says: [4, 2, 18] },
])("$name", ({ policy, regions, intervalSec, says }) => {
  const estimate = estimateAlert(
    { ...DEFAULT_POLICY, ...policy },
    { regions, intervalMs: intervalSec * 1000 },
  );
  expect([estimate.needed, estimate.failures, Math.round(estimate.withinMs / 1000)]).toEqual(says);
});
