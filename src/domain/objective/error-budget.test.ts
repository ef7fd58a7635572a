import { expect, test } from "vitest";
import { budgetOf, burnRateOf, cutPercent, meetsTarget, milliOf, writeMilli } from "./error-budget.ts";

const DAY_MS = 86_400_000;
const spent = (upMs: number, downMs: number) => ({ upMs, downMs, unknownMs: 0, maintenanceMs: 0 });

test.each([
  { up: 999_995, whole: 1_000_000, shown: "99.999" },
  { up: 999_999_999, whole: 1_000_000_000, shown: "99.999" },
  { up: 1_000, whole: 1_000, shown: "100.000" },
  { up: 0, whole: 7, shown: "0.000" },
  { up: 1, whole: 3, shown: "33.333" },
  { up: 0, whole: 0, shown: null },
])("$up of $whole is shown as $shown", ({ up, whole, shown }) => {
  expect(cutPercent(up, whole)).toBe(shown);
});

test("a result that rounds to the target does not meet it", () => {
  const month = 30 * DAY_MS;
  const budgetMs = budgetOf(month, milliOf(99.9));
  expect(budgetMs).toBe(2_592_000);
  expect(meetsTarget(spent(month - budgetMs, budgetMs), 99_900)).toBe(true);
  expect(meetsTarget(spent(month - budgetMs - 1, budgetMs + 1), 99_900)).toBe(false);
  expect(cutPercent(month - budgetMs - 1, month)).toBe("99.899");
  expect(meetsTarget(spent(0, 0), 99_900)).toBeNull();
});

test("two hundred monitors for ninety days are counted exactly", () => {
  const whole = 200 * 90 * DAY_MS;
  expect(budgetOf(whole, 99_999)).toBe(15_552_000);
  expect(meetsTarget(spent(whole - 15_552_001, 15_552_001), 99_999)).toBe(false);
});

test.each([
  [50, "50.000"],
  [99.9, "99.900"],
  [99.999, "99.999"],
])("%d %% is written %s", (percent, written) => {
  expect(writeMilli(milliOf(percent))).toBe(written);
});

test("a burn rate of one uses the budget up in just its window", () => {
  expect(burnRateOf(3_600, 3_600_000, 99_900)).toBeCloseTo(1, 12);
  expect(burnRateOf(51_840, 3_600_000, 99_900)).toBeCloseTo(14.4, 12);
  expect(burnRateOf(10, 0, 99_900)).toBe(0);
});
