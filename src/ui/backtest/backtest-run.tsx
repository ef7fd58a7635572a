"use client";

import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { toast } from "sonner";
import type { BacktestView } from "#contracts/backtest.ts";
import { Moment } from "#ui/live/time-ago.tsx";
import { Button } from "#ui/primitives/button.tsx";
import { Card, CardHeader } from "#ui/primitives/card.tsx";
import { Skeleton } from "#ui/primitives/skeleton.tsx";
import { errorMessage } from "#ui/trpc/error-message.ts";
import { QueryError } from "#ui/trpc/query-error.tsx";
import { useTRPC, useTRPCClient } from "#ui/trpc/trpc-context.ts";
import { BacktestResultView } from "./backtest-result-view.tsx";
import { describeProgress, progressOf } from "./backtest-words.ts";

const LOOK_EVERY_MS = 1_000;

export function BacktestRun({ id }: { id: string }) {
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
        {query.isError && <QueryError title="The backtest could not be loaded" query={query} />}
      </Card>
    );
  }
  return (
    <Card aria-label="Result" aria-busy={run.status === "running"}>
      <CardHeader title="Result" note={<Span run={run} />}>
        {run.status === "running" && <CancelButton id={id} />}
      </CardHeader>
      {run.status === "running" && <Progress run={run} />}
      {run.status === "failed" && (
        <p className="border-b px-4 py-3 text-[0.8125rem] text-down">{run.error}</p>
      )}
      {run.status === "cancelled" && (
        <p className="border-b px-4 py-3 text-[0.8125rem] text-ink-2">
          Cancelled. This is what it had found by then.
        </p>
      )}
      {run.result !== null && <BacktestResultView result={run.result} isWhole={run.status === "done"} />}
    </Card>
  );
}

function Span({ run }: { run: BacktestView }) {
  return (
    <>
      <Moment at={run.input.fromMs} withDay /> to <Moment at={run.input.toMs} withDay />
    </>
  );
}

function Progress({ run }: { run: BacktestView }) {
  const percent = Math.floor(progressOf(run) * 100);
  return (
    <div className="border-b px-4 py-3">
      <div
        role="progressbar"
        aria-label="Backtest"
        aria-valuemin={0}
        aria-valuemax={100}
        aria-valuenow={percent}
        className="h-2 overflow-hidden rounded-full bg-sunken"
      >
        <div className="h-full rounded-full bg-accent transition-[width]" style={{ width: `${percent}%` }} />
      </div>
      <p className="mt-2 text-xs text-ink-3 tabular-nums">{describeProgress(run)}</p>
    </div>
  );
}

function CancelButton({ id }: { id: string }) {
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
      Cancel
    </Button>
  );
}
