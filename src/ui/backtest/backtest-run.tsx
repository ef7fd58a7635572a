"use client";

import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useState } from "react";
import type { BacktestView } from "#contracts/backtest.ts";
import { Moment } from "#ui/live/time-ago.tsx";
import { Button } from "#ui/primitives/button.tsx";
import { Card, CardHeader } from "#ui/primitives/card.tsx";
import { Skeleton } from "#ui/primitives/skeleton.tsx";
import { ForEditors } from "#ui/team/for-editors.tsx";
import { toast } from "#ui/theme/toast.ts";
import { errorMessage } from "#ui/trpc/error-message.ts";
import { QueryError } from "#ui/trpc/query-error.tsx";
import { useTRPC, useTRPCClient } from "#ui/trpc/trpc-context.ts";
import { BacktestResultView } from "./backtest-result-view.tsx";
import { describeProgress, progressOf } from "./backtest-words.ts";

const LOOK_EVERY_MS = 1_000;

export function BacktestRun({ id }: { id: string }) {
  const t = useTranslations("backtest");
  const trpc = useTRPC();
  const query = useQuery(
    trpc.backtest.get.queryOptions(
      { id },
      { refetchInterval: ({ state }) => (state.data?.status === "running" ? LOOK_EVERY_MS : false) },
    ),
  );
  const run = query.data;
  if (run === undefined) {
    return (
      <Card>
        {query.isPending && <Skeleton className="m-4 h-40" />}
        {query.isError && <QueryError title={t("notLoaded")} query={query} />}
      </Card>
    );
  }
  return (
    <Card aria-label={t("run.title")} aria-busy={run.status === "running"}>
      <CardHeader title={t("run.title")} note={<Span run={run} />}>
        {run.status === "running" && (
          <ForEditors>
            <CancelButton id={id} />
          </ForEditors>
        )}
      </CardHeader>
      {run.status === "running" && <Progress run={run} />}
      {run.status === "failed" && (
        <p lang="en" className="border-b px-4 py-3 text-[0.8125rem] text-down">
          {run.error}
        </p>
      )}
      {run.status === "cancelled" && (
        <p className="border-b px-4 py-3 text-[0.8125rem] text-ink-2">{t("run.cancelled")}</p>
      )}
      {run.result !== null && <BacktestResultView result={run.result} isWhole={run.status === "done"} />}
    </Card>
  );
}

function Span({ run: { input } }: { run: BacktestView }) {
  return useTranslations("backtest.run").rich("span", {
    from: () => <Moment at={input.fromMs} withDay />,
    to: () => <Moment at={input.toMs} withDay />,
  });
}

function Progress({ run }: { run: BacktestView }) {
  const t = useTranslations("backtest");
  const percent = Math.floor(progressOf(run) * 100);
  return (
    <div className="border-b px-4 py-3">
      <div
        role="progressbar"
        aria-label={t("title")}
        aria-valuemin={0}
        aria-valuemax={100}
        aria-valuenow={percent}
        className="h-2 overflow-hidden rounded-full bg-sunken"
      >
        <div className="h-full rounded-full bg-accent transition-[width]" style={{ width: `${percent}%` }} />
      </div>
      <p className="mt-2 text-xs text-ink-3 tabular-nums">{describeProgress(t, run)}</p>
    </div>
  );
}

function CancelButton({ id }: { id: string }) {
  const t = useTranslations("common");
  const trpc = useTRPC();
  const client = useTRPCClient();
  const queryClient = useQueryClient();
  const [busy, setBusy] = useState(false);
  const cancel = async () => {
    setBusy(true);
    try {
      await client.backtest.cancel.mutate({ id });
      await queryClient.invalidateQueries({ queryKey: trpc.backtest.pathKey() });
    } catch (error) {
      toast.error(errorMessage(error));
    } finally {
      setBusy(false);
    }
  };
  return (
    <Button size="sm" onClick={() => void cancel()} busy={busy}>
      {t("cancel")}
    </Button>
  );
}
