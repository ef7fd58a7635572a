import { expect, test } from "vitest";
import { DEFAULT_POLICY } from "#contracts/policy.ts";
import { valuesOfPolicy } from "#ui/policy-form/policy-values.ts";
import { LAST_WEEK } from "./period.ts";
import { readBacktest } from "./read-backtest.ts";

const NOW = Date.UTC(2026, 10, 21, 12);
const ID = "01900000-0000-7000-8000-000000000001";
const values = { monitorIds: [ID], period: LAST_WEEK, policy: valuesOfPolicy(DEFAULT_POLICY) };

test("what is whole is the input of the procedure", () => {
  expect(readBacktest(values, NOW)).toEqual({
    kind: "input",
    input: { monitorIds: [ID], fromMs: NOW - 7 * 86_400_000, toMs: NOW, policy: DEFAULT_POLICY },
  });
});

test("every part is named that is wrong", () => {
  const policy = { ...values.policy, failuresInARow: "0" };
  const period = { kind: "custom" as const, from: "", to: "" };
  expect(readBacktest({ monitorIds: [], period, policy }, NOW)).toEqual({
    kind: "problems",
    problems: {
      monitorIds: "Choose at least one monitor.",
      toMs: "Give both moments.",
      failuresInARow: "At least one.",
    },
  });
});

test("a period that ends before it begins is refused at its end", () => {
  const period = { kind: "custom" as const, from: "2026-11-20T11:00", to: "2026-11-20T10:00" };
  expect(readBacktest({ ...values, period }, NOW)).toMatchObject({
    kind: "problems",
    problems: { toMs: expect.stringContaining("92 days") },
  });
});
