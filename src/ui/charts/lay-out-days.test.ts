import { expect, test } from "vitest";
import { DAY_HEIGHT, daysWidth, layOutDays } from "./lay-out-days.ts";

const DAY_MS = 86_400_000;
const day = (spent: { upMs?: number; downMs?: number; maintenanceMs?: number }) => ({
  at: 0,
  upMs: 0,
  downMs: 0,
  maintenanceMs: 0,
  unknownMs: 0,
  coverage: 1,
  incidents: [],
  ...spent,
});

test("no data, up, down and maintenance look different", () => {
  const bars = layOutDays([
    day({}),
    day({ upMs: DAY_MS }),
    day({ upMs: DAY_MS - 60_000, downMs: 60_000 }),
    day({ maintenanceMs: DAY_MS }),
  ]);
  expect(bars.map(({ look }) => look)).toEqual(["none", "up", "down", "maintenance"]);
  expect(bars.map(({ x }) => x)).toEqual([0, 10, 20, 30]);
  expect(daysWidth(4)).toBe(37);
});

test("a minute of down time is seen, and a day of it fills the bar", () => {
  const [minute, whole] = layOutDays([
    day({ upMs: DAY_MS - 60_000, downMs: 60_000 }),
    day({ downMs: DAY_MS }),
  ]);
  expect(DAY_HEIGHT - (minute?.downFrom ?? 0)).toBeGreaterThanOrEqual(5);
  expect(whole?.downFrom).toBe(0);
});
