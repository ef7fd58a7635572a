import { expect, test } from "vitest";
import { type RegionState, type RegionView, regionStateOf, worstRegionState } from "./region-state.ts";

const NOW = 1_000_000_000;
const view = (change: Partial<RegionView> = {}): RegionView => ({
  verdict: "up",
  intervalMs: 60_000,
  beganAt: 0,
  isWell: true,
  at: NOW - 10_000,
  isOk: true,
  isSlow: false,
  failingSince: null,
  ...change,
});

test.each<{ name: string; seen: Partial<RegionView>; state: RegionState }>([
  { name: "it answers", seen: {}, state: "up" },
  { name: "it is slow", seen: { isSlow: true }, state: "slow" },
  {
    name: "it fails alone and confirmedly",
    seen: { isOk: false, failingSince: NOW - 60_000 },
    state: "down",
  },
  { name: "one failed check is no claim", seen: { isOk: false }, state: "up" },
  { name: "it fails while the monitor is down", seen: { isOk: false, verdict: "down" }, state: "down" },
  { name: "it answers while the monitor is down", seen: { verdict: "down" }, state: "up" },
  {
    name: "a sick region says nothing",
    seen: { isWell: false, isOk: false, failingSince: 1 },
    state: "unknown",
  },
  { name: "it has not looked yet", seen: { at: null }, state: "unknown" },
  { name: "it has not looked for long", seen: { at: NOW - 300_001 }, state: "unknown" },
  { name: "nothing is known of the monitor", seen: { verdict: "unknown" }, state: "unknown" },
])("$name: $state", ({ seen, state }) => {
  expect(regionStateOf(view(seen), NOW)).toBe(state);
});

test("of several monitors the worst counts, and what is not known is worse than well", () => {
  expect(worstRegionState(["up", "unknown"])).toBe("unknown");
  expect(worstRegionState(["slow", "unknown", "up"])).toBe("slow");
  expect(worstRegionState(["slow", "down"])).toBe("down");
  expect(worstRegionState([])).toBe("unknown");
});
