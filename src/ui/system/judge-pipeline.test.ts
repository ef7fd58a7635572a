import { expect, test } from "vitest";
import { findBadStages } from "./judge-pipeline.ts";

const well = {
  scheduleAheadMs: 70_000,
  sweepAgeMs: 12_000,
  rollupAgeMs: 30_000,
  database: { sizeBytes: 1, ticksToday: 1, connected: true },
  redis: { connected: true, error: null },
};

test.each([
  { name: "all is well", change: {}, bad: [] },
  { name: "a schedule that is behind", change: { scheduleAheadMs: -1 }, bad: ["schedule"] },
  { name: "a sweep that stands still", change: { sweepAgeMs: 120_001 }, bad: ["sweep"] },
  { name: "a rollup that stands still", change: { rollupAgeMs: 300_001 }, bad: ["rollup"] },
  {
    name: "nothing has run yet",
    change: { scheduleAheadMs: null, sweepAgeMs: null, rollupAgeMs: null },
    bad: ["schedule", "sweep", "rollup"],
  },
  {
    name: "Redis is away",
    change: { redis: { connected: false, error: "The job stream does not answer." } },
    bad: ["stream"],
  },
])("$name", ({ change, bad }) => {
  expect(findBadStages({ ...well, ...change })).toEqual(bad);
});
