import { expect, test } from "vitest";
import { isStale, judgeDelay, type SeenMonitor } from "./judge-delay.ts";

const NOW = 1_000_000_000;
const monitor = (change: Partial<SeenMonitor> = {}): SeenMonitor => ({
  isPaused: false,
  isInbound: false,
  intervalMs: 60_000,
  newestAt: NOW - 30_000,
  beganAt: 0,
  ...change,
});
const OLD = NOW - 301_000;

test.each<{ name: string; clockAt: number | null; monitors: SeenMonitor[]; delayedSince: number | null }>([
  { name: "all is of now", clockAt: NOW - 1_000, monitors: [monitor()], delayedSince: null },
  {
    name: "a clock that is two minutes behind is no delay yet",
    clockAt: NOW - 120_000,
    monitors: [monitor()],
    delayedSince: null,
  },
  {
    name: "a clock that stands still",
    clockAt: NOW - 120_001,
    monitors: [monitor()],
    delayedSince: NOW - 120_001,
  },
  { name: "checks that stopped", clockAt: NOW, monitors: [monitor({ newestAt: OLD })], delayedSince: OLD },
  {
    name: "one monitor alone without checks is its own matter",
    clockAt: NOW,
    monitors: [monitor({ newestAt: OLD }), monitor()],
    delayedSince: null,
  },
  {
    name: "both: since the earlier one",
    clockAt: NOW - 200_000,
    monitors: [monitor({ newestAt: OLD })],
    delayedSince: OLD,
  },
  {
    name: "a monitor that waits for its first check",
    clockAt: NOW,
    monitors: [monitor({ newestAt: null })],
    delayedSince: null,
  },
  {
    name: "paused ones are not waited for",
    clockAt: NOW - 999_999,
    monitors: [monitor({ isPaused: true, newestAt: OLD })],
    delayedSince: null,
  },
  {
    name: "a page without monitors claims nothing that could be old",
    clockAt: NOW - 999_999,
    monitors: [],
    delayedSince: null,
  },
  { name: "no clock has ever run", clockAt: null, monitors: [monitor()], delayedSince: null },
])("$name", ({ clockAt, monitors, delayedSince }) => {
  expect(judgeDelay({ clockAt, monitors }, NOW).delayedSince).toBe(delayedSince);
});

test("a monitor that was resumed is not stale by what it saw before", () => {
  expect(isStale(monitor({ newestAt: OLD }), NOW)).toBe(true);
  expect(isStale(monitor({ newestAt: OLD, beganAt: NOW - 1_000 }), NOW)).toBe(false);
});

test("a heartbeat may be silent for as long as its rhythm allows", () => {
  expect(isStale(monitor({ newestAt: OLD, isInbound: true }), NOW)).toBe(false);
});
