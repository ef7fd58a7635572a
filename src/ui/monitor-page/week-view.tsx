"use client";

import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { HeatMap } from "#ui/charts/heat-map.tsx";
import { useFormat } from "#ui/format/use-format.ts";
import { Segmented } from "#ui/primitives/segmented.tsx";
import { Skeleton } from "#ui/primitives/skeleton.tsx";
import { QueryError } from "#ui/trpc/query-error.tsx";
import { useTRPC } from "#ui/trpc/trpc-context.ts";
import { ChartRegion } from "./chart-region.tsx";
import type { ChartProps } from "./latency-card.tsx";
import { useChartAddress } from "./use-chart-address.ts";

const METRICS = ["p50Ms", "p95Ms"] as const;

/** Which hours of the week are slow, by the reader's clock. */
export function WeekView({ id, readings }: ChartProps) {
  const t = useTranslations("monitorPage.latency");
  const { timeZone } = useFormat();
  const trpc = useTRPC();
  const { address, show } = useChartAddress();
  const { region } = address;
  const metric = address.figure === "p95Ms" ? "p95Ms" : "p50Ms";
  const query = useQuery(
    trpc.monitor.heatMap.queryOptions(
      { id, zone: timeZone, ...(region !== null && { region }) },
      { placeholderData: keepPreviousData, staleTime: 300_000 },
    ),
  );
  const { data } = query;
  return (
    <div className="px-2 pt-3 pb-4">
      <div className="flex flex-wrap items-center justify-between gap-2 px-2 pb-3">
        <Segmented
          label={t("figure")}
          value={metric}
          onChange={(figure) => show({ figure })}
          options={METRICS.map((value) => ({ value, label: t(`figures.${value}`) }))}
        />
        <ChartRegion readings={readings} />
      </div>
      {query.isPending && <Skeleton className="mx-2 h-64" />}
      {query.isError && data === undefined && <QueryError title={t("failed")} query={query} />}
      {data?.cells.length === 0 && <p className="py-28 text-center text-sm text-ink-3">{t("noHours")}</p>}
      {data !== undefined && data.cells.length > 0 && <HeatMap data={data} metric={metric} />}
    </div>
  );
}
