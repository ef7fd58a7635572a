import { BacktestInput } from "#contracts/backtest.ts";
import { DEFAULT_POLICY } from "#contracts/policy.ts";
import { type Read, readWith } from "#ui/forms/read-with.ts";
import { type PolicyValues, readPolicy } from "#ui/policy-form/policy-values.ts";
import { type Period, readPeriod } from "./period.ts";

export type BacktestValues = { monitorIds: string[]; period: Period; policy: PolicyValues };

/** Problems of the rules have the paths of a policy, those of the rest the paths of the input. */
export function readBacktest(
  { monitorIds, period, policy }: BacktestValues,
  nowMs: number,
): Read<BacktestInput> {
  const rules = readPolicy(policy);
  const span = readPeriod(period, nowMs);
  const read = readWith(BacktestInput, {
    monitorIds,
    ...(span ?? { fromMs: nowMs - 1, toMs: nowMs }),
    policy: rules.kind === "input" ? rules.input : DEFAULT_POLICY,
  });
  const problems = {
    ...(read.kind === "problems" ? read.problems : {}),
    ...(rules.kind === "problems" ? rules.problems : {}),
    ...(span === null ? { toMs: "Give both moments." } : {}),
  };
  return Object.keys(problems).length > 0 ? { kind: "problems", problems } : read;
}
