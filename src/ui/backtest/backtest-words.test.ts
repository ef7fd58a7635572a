import { createTranslator } from "next-intl";
import { expect, test } from "vitest";
import type { BacktestAlert } from "#contracts/backtest.ts";
import { formatDuration } from "#ui/format/format-duration.ts";
import { enMessages } from "#ui/i18n/en-messages.ts";
import { describeDelay, describeTotals, progressOf, totalsOf } from "./backtest-words.ts";

const t = createTranslator({ locale: "en", messages: enMessages, namespace: "backtest" });
const format = { duration: (ms: number) => formatDuration(ms) };

const alert = (change: Partial<BacktestAlert>): BacktestAlert => ({
  monitorId: "m",
  kind: "kept",
  presentAt: 1,
  newAt: 1,
  endedAt: null,
  delayMs: 0,
  isNoise: false,
  reason: "",
  ...change,
});

test.each([
  [null, "–"],
  [0, "same time"],
  [-999, "same time"],
  [-4_200, "4 s sooner"],
  [90_000, "1 min later"],
])("a delay of %s ms reads %s", (delayMs, words) => {
  expect(describeDelay({ t, format }, { delayMs })).toBe(words);
});

test("noise counts only what the new policy would send", () => {
  const alerts = [
    alert({ isNoise: true }),
    alert({ kind: "lost", newAt: null, isNoise: true }),
    alert({ kind: "added", presentAt: null }),
  ];
  const monitors = [{ id: "m", name: "M", ticks: 9, presentAlerts: 2, newAlerts: 2 }];
  expect(totalsOf({ monitors, alerts, isCut: false })).toEqual({
    present: 2,
    next: 2,
    lost: 1,
    added: 1,
    noise: 1,
  });
});

test.each([
  [{ present: 0, next: 0, lost: 0, added: 0 }, "Neither set of rules would have sent an alert."],
  [{ present: 1, next: 1, lost: 0, added: 0 }, "Both would have sent the same 1 alert."],
  [{ present: 5, next: 3, lost: 2, added: 0 }, "3 alerts instead of 5: 2 fewer."],
  [{ present: 5, next: 5, lost: 1, added: 1 }, "5 alerts instead of 5: 1 fewer, 1 more."],
])("totals %j read as a sentence", (totals, sentence) => {
  expect(describeTotals(t, { ...totals, noise: 0 })).toBe(sentence);
});

test("progress is by checks where they are counted, else by monitors, and never above one", () => {
  expect(progressOf({ done: 0, total: 2, ticksDone: 30, ticksTotal: 40 })).toBe(0.75);
  expect(progressOf({ done: 1, total: 2, ticksDone: 30, ticksTotal: 0 })).toBe(0.5);
  expect(progressOf({ done: 2, total: 2, ticksDone: 50, ticksTotal: 40 })).toBe(1);
});
