import { expect, test } from "vitest";
import { nextCallMs } from "./next-call.ts";

const route = { name: "schedule", everyMs: 60_000 };

test.each([
  { name: "calls stay aligned to the first one", startedMs: 1_000, nowMs: 56_000, failures: 0, at: 61_000 },
  {
    name: "a late start does not shift the later ones",
    startedMs: 63_000,
    nowMs: 70_000,
    failures: 0,
    at: 121_000,
  },
  { name: "what is overdue is called now", startedMs: 1_000, nowMs: 90_000, failures: 0, at: 90_000 },
  {
    name: "a first failure is tried again in a second",
    startedMs: 1_000,
    nowMs: 1_050,
    failures: 1,
    at: 2_050,
  },
  { name: "later failures wait five seconds", startedMs: 1_000, nowMs: 9_000, failures: 9, at: 14_000 },
  {
    name: "a retry is never later than the regular call",
    startedMs: 1_000,
    nowMs: 60_000,
    failures: 9,
    at: 61_000,
  },
])("$name", ({ startedMs, nowMs, failures, at }) => {
  expect(nextCallMs(route, { originMs: 1_000, startedMs, nowMs, failures })).toBe(at);
});
