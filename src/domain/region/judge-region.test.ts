import { expect, test } from "vitest";
import type { RegionStanding } from "#contracts/view.ts";
import { findSickness, judgeRegion, SILENT_MS } from "./judge-region.ts";

const NOW = 1_763_731_200_000;
const MASS_FAILURE = { kind: "mass_failure" as const, reason: "9 of 12 monitors fail." };
const seen = (agoMs: number) => new Date(NOW - agoMs);

test.each<{ name: string; region: Parameters<typeof judgeRegion>[0]; is: RegionStanding }>([
  {
    name: "heard of lately",
    region: { healthy: true, runtime: "node", lastSeenAt: seen(10_000) },
    is: "reporting",
  },
  {
    name: "without its control targets",
    region: { healthy: false, runtime: "node", lastSeenAt: seen(0) },
    is: "cut_off",
  },
  {
    name: "that fails at what others reach",
    region: { healthy: true, runtime: "node", lastSeenAt: seen(0), faults: [MASS_FAILURE] },
    is: "sick",
  },
  {
    name: "without its control targets and failing everywhere",
    region: { healthy: false, runtime: "node", lastSeenAt: seen(0), faults: [MASS_FAILURE] },
    is: "cut_off",
  },
  {
    name: "silent, though healthy before",
    region: { healthy: true, runtime: "node", lastSeenAt: seen(SILENT_MS + 1) },
    is: "silent",
  },
  {
    name: "on the edge between two calls",
    region: { healthy: true, runtime: "edge", lastSeenAt: seen(600_000) },
    is: "reporting",
  },
  {
    name: "without a probe yet",
    region: { healthy: true, runtime: "edge", lastSeenAt: null },
    is: "never_seen",
  },
])("a region $name is $is", ({ region, is }) => {
  expect(judgeRegion(region, NOW)).toBe(is);
});

test("the control targets say more than the mass of failures", () => {
  const control = { kind: "control" as const, reason: "None answered." };
  expect(findSickness({ faults: [MASS_FAILURE, control] })).toBe("None answered.");
  expect(findSickness({ faults: [MASS_FAILURE] })).toBe("9 of 12 monitors fail.");
  expect(findSickness({})).toBeNull();
});
