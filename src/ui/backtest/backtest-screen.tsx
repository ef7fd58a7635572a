"use client";

import { useQuery } from "@tanstack/react-query";
import { History } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import type { BacktestListItem } from "#contracts/backtest.ts";
import { Card } from "#ui/primitives/card.tsx";
import { EmptyState } from "#ui/primitives/empty-state.tsx";
import { Example } from "#ui/primitives/example.tsx";
import { PageHeader } from "#ui/primitives/page-header.tsx";
import { Skeleton } from "#ui/primitives/skeleton.tsx";
import { ForEditors } from "#ui/team/for-editors.tsx";
import { QueryError } from "#ui/trpc/query-error.tsx";
import { useTRPC } from "#ui/trpc/trpc-context.ts";
import { BacktestForm } from "./backtest-form.tsx";
import { BacktestRun } from "./backtest-run.tsx";
import { EarlierRuns } from "./earlier-runs.tsx";

export function BacktestScreen({ monitorId }: { monitorId: string | null }) {
  const t = useTranslations("backtest");
  const trpc = useTRPC();
  const [chosen, setChosen] = useState<string | null>(null);
  const query = useQuery(
    trpc.backtest.list.queryOptions(undefined, {
      refetchInterval: ({ state }) => (state.data?.some(isRunning) ? 1_000 : 10_000),
    }),
  );
  const runs = query.data ?? [];
  const shown = chosen ?? runs[0]?.id ?? null;

  return (
    <div className="flex flex-col gap-5">
      <PageHeader title={t("title")} note={t("note")} />
      <ForEditors>
        <BacktestForm monitorId={monitorId} onStarted={setChosen} />
      </ForEditors>
      {query.isPending && <Skeleton className="h-40" />}
      {query.isError && query.data === undefined && (
        <Card>
          <QueryError title={t("earlierNotLoaded")} query={query} />
        </Card>
      )}
      {query.isSuccess && shown === null && <NoRuns />}
      {shown !== null && <BacktestRun key={shown} id={shown} />}
      {runs.length > 1 && <EarlierRuns runs={runs} shown={shown} onChoose={setChosen} />}
    </div>
  );
}

function isRunning({ status }: BacktestListItem): boolean {
  return status === "running";
}

function NoRuns() {
  const t = useTranslations("backtest.none");
  return (
    <Card>
      <EmptyState icon={History} title={t("title")}>
        <p>{t("what")}</p>
        <p className="mt-2 text-ink-3">{t("how")}</p>
        <Example>{t("example")}</Example>
      </EmptyState>
    </Card>
  );
}
