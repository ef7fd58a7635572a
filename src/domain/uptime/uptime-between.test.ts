import { expect, test } from "vitest";
import { uptimeBetween, type VerdictTimeline } from "./uptime-between.ts";

const span = { fromMs: 1_000, toMs: 2_000 };

test.each<{ name: string; timeline: VerdictTimeline; uptime: number | null }>([
  { name: "a verdict that never changed fills the span", timeline: { verdict: "up", steps: [] }, uptime: 1 },
  {
    name: "unknown all the time is no uptime at all",
    timeline: { verdict: "unknown", steps: [] },
    uptime: null,
  },
  {
    name: "down for a quarter leaves three quarters",
    timeline: {
      verdict: "up",
      steps: [
        { from: "up", to: "down", at: 1_500 },
        { from: "down", to: "up", at: 1_750 },
      ],
    },
    uptime: 0.75,
  },
  {
    name: "unknown time is left out, not counted as down",
    timeline: { verdict: "up", steps: [{ from: "unknown", to: "up", at: 1_900 }] },
    uptime: 1,
  },
  {
    name: "a step after the span does not reach into it",
    timeline: { verdict: "down", steps: [{ from: "up", to: "down", at: 2_500 }] },
    uptime: 1,
  },
  {
    name: "a step before the span sets its first verdict",
    timeline: { verdict: "down", steps: [{ from: "up", to: "down", at: 500 }] },
    uptime: 0,
  },
])("$name", ({ timeline, uptime }) => {
  expect(uptimeBetween(timeline, span)).toBe(uptime);
});
