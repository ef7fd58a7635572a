"use client";

import { keepPreviousData, useQuery } from "@tanstack/react-query";
import dynamic from "next/dynamic";
import { useSearchParams } from "next/navigation";
import { useState } from "react";
import { LatencyTable } from "#ui/charts/latency-table.tsx";
import type { LatencyMetric } from "#ui/charts/lay-out-latency.ts";
import { hasLatency } from "#ui/charts/lay-out-latency.ts";
import { seriesColour } from "#ui/charts/series-colour.ts";
import { Card, CardHeader } from "#ui/primitives/card.tsx";
import { Segmented } from "#ui/primitives/segmented.tsx";
import { Skeleton } from "#ui/primitives/skeleton.tsx";
import { QueryError } from "#ui/trpc/query-error.tsx";
import { useTRPC } from "#ui/trpc/trpc-context.ts";
import { RANGES, type Range, readRange } from "./range.ts";

const LatencyChart = dynamic(async () => (await import("#ui/charts/latency-chart.tsx")).LatencyChart, {
  ssr: false,
  loading: () => <Skeleton className="h-full" />,
});

const METRICS = [
  { value: "p50Ms", label: "Median" },
  { value: "p95Ms", label: "p95" },
  { value: "maxMs", label: "Max" },
] as const;

type LatencyCardProps = { id: string; intervalMs: number; nameOf: (region: string) => string };

export function LatencyCard({ id, intervalMs, nameOf }: LatencyCardProps) {
  const trpc = useTRPC();
  const range = readRange(useSearchParams().get("hours"));
  const [metric, setMetric] = useState<LatencyMetric>("p50Ms");
  const query = useQuery(
    trpc.monitor.latency.queryOptions(
      { id, hours: Number(range) },
      { placeholderData: keepPreviousData, refetchInterval: 30_000 },
    ),
  );
  const { data } = query;

  return (
    <Card>
      <CardHeader title="Latency" note="Good checks per region. Hatched: at least one check failed.">
        <div className="flex flex-wrap gap-2">
          <Segmented label="Figure" value={metric} onChange={setMetric} options={METRICS} />
          <Segmented label="Time range" value={range} onChange={showRange} options={RANGES} />
        </div>
      </CardHeader>
      <div className="px-2 pt-3 pb-2 sm:px-4">
        <div className="h-64">
          {query.isPending && <Skeleton className="h-full" />}
          {query.isError && data === undefined && (
            <QueryError title="Latency could not be loaded" query={query} />
          )}
          {data !== undefined && !hasLatency(data) && (
            <p className="flex h-full items-center justify-center text-sm text-ink-3">
              No check in this time.
            </p>
          )}
          {data !== undefined && hasLatency(data) && (
            <div aria-hidden className="h-full">
              <LatencyChart data={data} metric={metric} intervalMs={intervalMs} nameOf={nameOf} />
            </div>
          )}
        </div>
        {data !== undefined && hasLatency(data) && (
          <>
            <ul aria-hidden className="flex flex-wrap gap-x-4 gap-y-1 px-2 pt-2 pb-1 text-xs text-ink-2">
              {data.series.map(({ region }, index) => (
                <li key={region} className="flex items-center gap-1.5">
                  <span className="h-0.5 w-3.5 rounded" style={{ background: seriesColour(index) }} />
                  {nameOf(region)}
                </li>
              ))}
            </ul>
            <LatencyTable data={data} nameOf={nameOf} />
          </>
        )}
      </div>
    </Card>
  );
}

function showRange(range: Range): void {
  window.history.replaceState(null, "", `?hours=${range}`);
}
