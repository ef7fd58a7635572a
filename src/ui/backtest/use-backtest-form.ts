"use client";

import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { BacktestInput } from "#contracts/backtest.ts";
import { DEFAULT_POLICY } from "#contracts/policy.ts";
import { errorMessage } from "#ui/trpc/error-message.ts";
import { fieldProblems } from "#ui/trpc/field-problems.ts";
import { useTRPC, useTRPCClient } from "#ui/trpc/trpc-context.ts";
import { LAST_WEEK, type Period, readPeriod } from "./period.ts";
import { type PolicyValues, readPolicy, toPolicyValues } from "./policy-values.ts";

export type BacktestValues = { monitorIds: string[]; period: Period; policy: PolicyValues };
/** By field; `root` is about the whole. */
export type BacktestProblems = Record<string, string>;

/** What a person chose, and how it is sent. */
export function useBacktestForm(monitorId: string | null, onStarted: (id: string) => void) {
  const trpc = useTRPC();
  const client = useTRPCClient();
  const queryClient = useQueryClient();
  const [values, setValues] = useState<BacktestValues>(() => ({
    monitorIds: monitorId === null ? [] : [monitorId],
    period: LAST_WEEK,
    policy: toPolicyValues(DEFAULT_POLICY),
  }));
  const [problems, setProblems] = useState<BacktestProblems>({});
  const [busy, setBusy] = useState(false);

  const start = async () => {
    const read = readInput(values, Date.now());
    setProblems(read.kind === "problems" ? read.problems : {});
    if (read.kind === "problems") return;
    setBusy(true);
    try {
      const { id } = await client.backtest.start.mutate(read.input);
      onStarted(id);
      await queryClient.invalidateQueries({ queryKey: trpc.backtest.list.pathKey() });
    } catch (error) {
      const refused = fieldProblems(error).map(({ path, message }) => [path, message] as const);
      setProblems(refused.length > 0 ? Object.fromEntries(refused) : { root: errorMessage(error) });
    } finally {
      setBusy(false);
    }
  };
  return {
    values,
    change: (next: Partial<BacktestValues>) => setValues({ ...values, ...next }),
    problems,
    busy,
    start,
  };
}

type Read = { kind: "input"; input: BacktestInput } | { kind: "problems"; problems: BacktestProblems };

function readInput({ monitorIds, period, policy }: BacktestValues, nowMs: number): Read {
  const readRules = readPolicy(policy);
  const span = readPeriod(period, nowMs);
  const problems = {
    ...(readRules.kind === "problems" ? readRules.problems : {}),
    ...(span === null ? { toMs: "Give both moments." } : {}),
  };
  const input = BacktestInput.safeParse({
    monitorIds,
    ...(span ?? { fromMs: nowMs - 1, toMs: nowMs }),
    policy: readRules.kind === "policy" ? readRules.policy : DEFAULT_POLICY,
  });
  const refused = input.error?.issues.map((issue) => [issue.path.join("."), issue.message] as const) ?? [];
  const all = { ...Object.fromEntries(refused), ...problems };
  if (input.success && Object.keys(all).length === 0) return { kind: "input", input: input.data };
  return { kind: "problems", problems: all };
}
