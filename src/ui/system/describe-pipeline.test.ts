import { expect, test } from "vitest";
import type { SystemOverview } from "#contracts/view.ts";
import { describePipeline } from "./describe-pipeline.ts";

const overview: SystemOverview = {
  now: 0,
  version: "1",
  regions: [],
  scheduleAheadMs: 75_000,
  sweepAgeMs: 12_000,
  rollupAgeMs: 40_000,
  database: { sizeBytes: 45_000_000, ticksToday: 1234, connected: true },
  redis: { connected: true, error: null },
  warnings: [],
};

const figure = (label: string, over: Partial<SystemOverview> = {}) =>
  describePipeline({ ...overview, ...over }).find((candidate) => candidate.label === label);

test("a healthy pipeline has nothing bad", () => {
  expect(describePipeline(overview).filter(({ bad }) => bad)).toEqual([]);
  expect(figure("Schedule")?.value).toBe("75 s ahead");
  expect(figure("Sweep")?.value).toBe("12 s ago");
});

test.each<{ name: string; label: string; over: Partial<SystemOverview>; value: string }>([
  {
    name: "a schedule that fell behind",
    label: "Schedule",
    over: { scheduleAheadMs: -90_000 },
    value: "1 min behind",
  },
  {
    name: "a schedule that never ran",
    label: "Schedule",
    over: { scheduleAheadMs: null },
    value: "Not run yet",
  },
  { name: "an old sweep", label: "Sweep", over: { sweepAgeMs: 600_000 }, value: "10 min ago" },
  {
    name: "a Redis that does not answer",
    label: "Job stream",
    over: { redis: { connected: false, error: "refused" } },
    value: "Not reachable",
  },
])("$name is marked", ({ label, over, value }) => {
  expect(figure(label, over)).toMatchObject({ value, bad: true });
});
