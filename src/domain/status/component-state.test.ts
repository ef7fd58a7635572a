import { expect, test } from "vitest";
import type { ComponentState } from "#contracts/status-post.ts";
import type { Verdict } from "#contracts/verdict.ts";
import { componentStateOf, type MonitorStanding, worstState } from "./component-state.ts";

const seen = (verdict: Verdict, change: Partial<MonitorStanding> = {}): MonitorStanding => ({
  verdict,
  isPaused: false,
  failingRegions: 0,
  ...change,
});

test.each<{
  name: string;
  monitors: MonitorStanding[];
  isDelayed?: boolean;
  impacts?: ComponentState[];
  state: ComponentState;
}>([
  { name: "a monitor that is up is operational", monitors: [seen("up")], state: "operational" },
  { name: "flapping is degraded", monitors: [seen("flapping")], state: "degraded" },
  { name: "one that is slow is degraded", monitors: [seen("degraded")], state: "degraded" },
  { name: "all down is a major outage", monitors: [seen("down"), seen("down")], state: "major_outage" },
  { name: "some down is a partial outage", monitors: [seen("down"), seen("up")], state: "partial_outage" },
  {
    name: "down beside one in maintenance is a partial outage",
    monitors: [seen("down"), seen("maintenance")],
    state: "partial_outage",
  },
  {
    name: "one region that fails is a partial outage",
    monitors: [seen("up", { failingRegions: 1 })],
    state: "partial_outage",
  },
  {
    name: "a region that fails in maintenance is maintenance",
    monitors: [seen("maintenance", { failingRegions: 1 })],
    state: "maintenance",
  },
  {
    name: "maintenance of one monitor is said",
    monitors: [seen("up"), seen("maintenance")],
    state: "maintenance",
  },
  { name: "what nobody has seen yet is unknown", monitors: [seen("up"), seen("unknown")], state: "unknown" },
  { name: "a paused one is unknown", monitors: [seen("up", { isPaused: true })], state: "unknown" },
  {
    name: "a paused one beside others says nothing",
    monitors: [seen("down", { isPaused: true }), seen("up")],
    state: "operational",
  },
  { name: "a component without monitors is unknown", monitors: [], state: "unknown" },
  {
    name: "while judging is behind, nothing is claimed",
    monitors: [seen("up")],
    isDelayed: true,
    state: "unknown",
  },
  {
    name: "a post makes it worse",
    monitors: [seen("up")],
    impacts: ["degraded", "operational"],
    state: "degraded",
  },
  {
    name: "a post never makes it better",
    monitors: [seen("down")],
    impacts: ["operational"],
    state: "major_outage",
  },
  {
    name: "a post is heard while judging is behind",
    monitors: [seen("up")],
    isDelayed: true,
    impacts: ["major_outage"],
    state: "major_outage",
  },
])("$name", ({ monitors, isDelayed = false, impacts = [], state }) => {
  expect(componentStateOf({ monitors, isDelayed, impacts })).toBe(state);
});

test("a page without components claims nothing", () => {
  expect(worstState([])).toBe("unknown");
  expect(worstState(["operational", "partial_outage", "degraded"])).toBe("partial_outage");
});
