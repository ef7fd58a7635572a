import { expect, test } from "vitest";
import { addDays, addMonths, dayOf, daysOf, listWeeks, spanOfWeeks } from "./month-grid.ts";

const at = Date.UTC(2026, 10, 21, 23, 30);

test("the day is the reader's", () => {
  expect(dayOf(at, "UTC")).toBe("2026-11-21");
  expect(dayOf(at, "Europe/Berlin")).toBe("2026-11-22");
});

test("a window is on every day that it touches, and midnight is not the next day", () => {
  const days = (hours: number) => daysOf({ startsAt: at, endsAt: at + hours * 3_600_000 }, "UTC");
  expect(days(0.5)).toEqual(["2026-11-21"]);
  expect(days(1)).toEqual(["2026-11-21", "2026-11-22"]);
  expect(days(48)).toHaveLength(3);
});

test.each([
  ["2026-11", 6, "2026-10-26", "2026-12-06"],
  ["2026-02", 5, "2026-01-26", "2026-03-01"],
  ["2027-02", 4, "2027-02-01", "2027-02-28"],
])("%s needs %d weeks, from %s to %s", (month, count, first, last) => {
  const weeks = listWeeks(month);
  expect([weeks.length, weeks[0]?.[0], weeks.at(-1)?.at(-1)]).toEqual([count, first, last]);
  const { fromMs, toMs } = spanOfWeeks(weeks);
  expect((toMs - fromMs) / 86_400_000).toBeLessThanOrEqual(62);
});

test("months and days go over the ends of years", () => {
  expect(addMonths("2026-12", 1)).toBe("2027-01");
  expect(addMonths("2026-01", -1)).toBe("2025-12");
  expect(addDays("2026-12-31", 1)).toBe("2027-01-01");
});
