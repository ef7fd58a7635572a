import { expect, test } from "vitest";
import { describeBurn, judgeBurn } from "./judge-burn.ts";
import { segmentsOf } from "./segments-of.ts";

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const NOW = Date.UTC(2026, 10, 20, 12);
const WINDOW = { fromMs: NOW - 72 * HOUR_MS, toMs: NOW };

type Step = [minutesAgo: number, raw: "up" | "down" | "unknown"];

function judge(steps: Step[], targetMilli = 99_900) {
  const timeline = {
    steps: steps.map(([ago, raw]) => ({ at: NOW - ago * MINUTE_MS, raw })),
    maintenance: [],
    existsFromMs: 0,
  };
  const burning = judgeBurn({
    members: [segmentsOf(timeline, WINDOW, true)],
    counting: "any_down",
    counted: [WINDOW],
    targetMilli,
  });
  return burning?.rule.factor ?? null;
}

test.each<{ name: string; steps: Step[]; rule: number | null; target?: number }>([
  {
    name: "a minute down in an hour is 16 times too fast",
    steps: [
      [5000, "up"],
      [1, "down"],
    ],
    rule: 14.4,
  },
  {
    name: "half a minute down is not enough for an hour",
    steps: [
      [5000, "up"],
      [0.5, "down"],
    ],
    rule: null,
  },
  {
    name: "what is over for more than five minutes is left to the slower rules",
    steps: [
      [5000, "up"],
      [30, "down"],
      [6, "up"],
    ],
    rule: 6,
  },
  {
    name: "what is over for half an hour burns slowly still",
    steps: [
      [5000, "up"],
      [60, "down"],
      [40, "up"],
    ],
    rule: 1,
  },
  {
    name: "what is over for six hours is over",
    steps: [
      [5000, "up"],
      [400, "down"],
      [361, "up"],
    ],
    rule: null,
  },
  {
    name: "a gap alerts nobody",
    steps: [
      [5000, "up"],
      [600, "unknown"],
    ],
    rule: null,
  },
  {
    name: "a moment down in the middle of a gap is no hour down",
    steps: [
      [5000, "unknown"],
      [0.5, "down"],
    ],
    rule: null,
  },
  { name: "nothing known alerts nobody", steps: [], rule: null },
  {
    name: "a target of 50 % has time",
    steps: [
      [5000, "up"],
      [60, "down"],
    ],
    rule: null,
    target: 50_000,
  },
])("$name", ({ steps, rule, target }) => {
  expect(judge(steps, target)).toBe(rule);
});

test("people read what was promised and how long it lasts", () => {
  const said = { name: "Checkout", target: "99.9", window: "30 days", isSpent: false };
  expect(describeBurn({ ...said, endsInMs: 5 * HOUR_MS })).toBe(
    "Checkout: 99.9 % of 30 days. At this rate the budget is used up in 5 h.",
  );
  expect(describeBurn({ ...said, endsInMs: null, isSpent: true })).toContain("is used up, and more");
});
