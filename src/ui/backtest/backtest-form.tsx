"use client";

import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Play } from "lucide-react";
import { useTranslations } from "next-intl";
import type { Policy } from "#contracts/policy.ts";
import { MonitorPicker } from "#ui/forms/monitor-picker.tsx";
import { useContractForm } from "#ui/forms/use-contract-form.ts";
import { PolicyFields } from "#ui/policy-form/policy-fields.tsx";
import { valuesOfPolicy } from "#ui/policy-form/policy-values.ts";
import { Button } from "#ui/primitives/button.tsx";
import { Card, CardHeader } from "#ui/primitives/card.tsx";
import { FieldError } from "#ui/primitives/field.tsx";
import { Skeleton } from "#ui/primitives/skeleton.tsx";
import { QueryError } from "#ui/trpc/query-error.tsx";
import { useTRPC, useTRPCClient } from "#ui/trpc/trpc-context.ts";
import { LAST_WEEK } from "./period.ts";
import { PeriodField } from "./period-field.tsx";
import { readBacktest } from "./read-backtest.ts";

type BacktestFormProps = { monitorId: string | null; onStarted: (id: string) => void };

/** Begins with the rules that hold now: the monitor's, or else the workspace's. */
export function BacktestForm({ monitorId, onStarted }: BacktestFormProps) {
  const t = useTranslations("backtest.form");
  const trpc = useTRPC();
  const once = { refetchOnWindowFocus: false, staleTime: Number.POSITIVE_INFINITY };
  const workspace = useQuery(trpc.workspace.policy.queryOptions(undefined, once));
  const own = useQuery(
    trpc.monitor.rules.queryOptions(
      { id: monitorId ?? "" },
      { ...once, enabled: monitorId !== null, retry: false },
    ),
  );
  const isReady = workspace.data !== undefined && (monitorId === null || !own.isPending);
  return (
    <Card aria-label={t("new")}>
      <CardHeader title={t("title")} note={t("note")} />
      {workspace.isError && workspace.data === undefined && (
        <QueryError title={t("rulesNotLoaded")} query={workspace} />
      )}
      {!isReady && !workspace.isError && <Skeleton className="m-4 h-80" />}
      {isReady && (
        <Rules
          monitorId={own.data === undefined ? null : monitorId}
          policy={own.data?.rules.policy ?? workspace.data.policy}
          onStarted={onStarted}
        />
      )}
    </Card>
  );
}

function Rules({ monitorId, policy, onStarted }: BacktestFormProps & { policy: Policy }) {
  const t = useTranslations("backtest.form");
  const trpc = useTRPC();
  const client = useTRPCClient();
  const queryClient = useQueryClient();
  const form = useContractForm({
    initial: {
      monitorIds: monitorId === null ? [] : [monitorId],
      period: LAST_WEEK,
      policy: valuesOfPolicy(policy),
    },
    read: (values) => readBacktest(values, Date.now()),
    save: async (input) => {
      const { id } = await client.backtest.start.mutate(input);
      onStarted(id);
      await queryClient.invalidateQueries({ queryKey: trpc.backtest.list.pathKey() });
    },
    onDirty: () => undefined,
  });
  const { values, problems } = form;
  const whole = problems.root ?? problems.policy;
  return (
    <form {...form.formProps}>
      <div className="grid gap-x-8 gap-y-6 p-4 lg:grid-cols-2">
        <div className="flex min-w-0 flex-col gap-6">
          <MonitorPicker
            label={t("monitors")}
            chosen={values.monitorIds}
            onChange={(monitorIds) => form.set({ monitorIds })}
            error={problems.monitorIds}
          />
          <PeriodField
            value={values.period}
            onChange={(period) => form.set({ period })}
            error={problems.toMs ?? problems.fromMs}
          />
        </div>
        <fieldset className="min-w-0">
          <legend className="sr-only">{t("newRules")}</legend>
          <PolicyFields
            values={values.policy}
            onChange={(next) => form.set({ policy: next })}
            problems={problems}
          />
        </fieldset>
      </div>
      <footer className="flex flex-wrap items-center justify-end gap-3 border-t px-4 py-3">
        {whole !== undefined && <FieldError>{whole}</FieldError>}
        <Button type="submit" variant="primary" busy={form.busy}>
          {!form.busy && <Play aria-hidden className="size-4" />}
          {t("run")}
        </Button>
      </footer>
    </form>
  );
}
