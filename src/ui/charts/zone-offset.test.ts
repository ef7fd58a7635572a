import { expect, test } from "vitest";
import { timeTicks } from "./time-ticks.ts";
import { zoneOffsetMs } from "./zone-offset.ts";

const HOUR_MS = 3_600_000;
const at = Date.UTC(2026, 10, 21, 9, 47, 13, 500);

test.each([
  ["UTC", 0],
  ["Europe/Berlin", 1],
  ["Asia/Kolkata", 5.5],
  ["America/New_York", -5],
  ["Pacific/Kiritimati", 14],
])("the clock of %s is %d hours ahead", (zone, hours) => {
  expect(zoneOffsetMs(at, zone)).toBe(hours * HOUR_MS);
});

test("the axis is round on the reader's clock", () => {
  const zoneMs = zoneOffsetMs(at, "Asia/Kolkata");
  const ticks = timeTicks(at, at + 24 * HOUR_MS, zoneMs);
  expect(ticks.every((tick) => (tick + zoneMs) % (3 * HOUR_MS) === 0)).toBe(true);
});
