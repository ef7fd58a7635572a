"use client";

import { keepPreviousData, useQuery } from "@tanstack/react-query";
import dynamic from "next/dynamic";
import { useTranslations } from "next-intl";
import { useId } from "react";
import { LatencyTable } from "#ui/charts/latency-table.tsx";
import { failedAt, failedSpans, hasLatency, lineRows } from "#ui/charts/lay-out-latency.ts";
import { LineSample } from "#ui/charts/line-tooltip.tsx";
import { MarksList } from "#ui/charts/marks-list.tsx";
import { ZoomFrame } from "#ui/charts/zoom-frame.tsx";
import { Segmented } from "#ui/primitives/segmented.tsx";
import { Skeleton } from "#ui/primitives/skeleton.tsx";
import { Switch } from "#ui/primitives/switch.tsx";
import { QueryError } from "#ui/trpc/query-error.tsx";
import { useTRPC } from "#ui/trpc/trpc-context.ts";
import { FIGURES, spanInput } from "./chart-address.ts";
import { ChartRegion } from "./chart-region.tsx";
import type { ChartProps } from "./latency-card.tsx";
import { LatencyRowsTable } from "./latency-rows-table.tsx";
import { useChartAddress } from "./use-chart-address.ts";
import { useEarlier } from "./use-earlier.ts";
import { useLatencyLines } from "./use-latency-lines.ts";

const LatencyLines = dynamic(async () => (await import("#ui/charts/latency-lines.tsx")).LatencyLines, {
  ssr: false,
  loading: () => <Skeleton className="h-full" />,
});

export function LatencyView({ id, intervalMs, readings, nameOf }: ChartProps) {
  const t = useTranslations("monitorPage.latency");
  const trpc = useTRPC();
  const { address, goTo } = useChartAddress();
  const { range } = address;
  const query = useQuery(
    trpc.monitor.latency.queryOptions(
      { id, ...spanInput(range) },
      { placeholderData: keepPreviousData, ...(range.kind === "last" && { refetchInterval: 30_000 }) },
    ),
  );
  const { data } = query;
  const earlier = useEarlier({ id, data, wanted: address.compare });
  const { sources, lines } = useLatencyLines({ data, earlier, address, nameOf });
  const rows = data === undefined ? [] : lineRows(data, sources, intervalMs);
  const isEmpty = data !== undefined && !hasLatency(data);
  return (
    <div className="px-2 pt-3 pb-2">
      <LatencyOptions readings={readings} />
      {query.isPending && <Skeleton className="mx-2 h-64" />}
      {query.isError && data === undefined && <QueryError title={t("failed")} query={query} />}
      {isEmpty && <p className="py-28 text-center text-sm text-ink-3">{t("empty")}</p>}
      {data !== undefined && (!isEmpty || range.kind === "span") && (
        <ZoomFrame
          whole={data}
          stepMs={data.bucketMs}
          onZoom={({ fromMs, toMs }) => goTo({ kind: "span", fromMs, toMs })}
          onZoomOut={range.kind === "span" ? () => goTo({ kind: "last", hours: "24" }) : null}
        >
          <LatencyLines
            span={data}
            rows={rows}
            lines={lines}
            failed={failedSpans(data, intervalMs)}
            failedAt={(at) => failedAt(data, intervalMs, at)}
            marks={data.marks}
          />
        </ZoomFrame>
      )}
      {data !== undefined && !isEmpty && (
        <>
          <ul aria-hidden className="flex flex-wrap gap-x-4 gap-y-1 px-2 pb-1 text-xs text-ink-2">
            {lines.map((line) => (
              <li key={line.key} className="flex items-center gap-1.5">
                <LineSample line={line} />
                {line.name}
              </li>
            ))}
          </ul>
          <MarksList marks={data.marks} />
          <LatencyTable data={data} nameOf={nameOf} />
          <LatencyRowsTable rows={rows} lines={lines} />
        </>
      )}
    </div>
  );
}

function LatencyOptions({ readings }: Pick<ChartProps, "readings">) {
  const t = useTranslations("monitorPage.latency");
  const { address, show } = useChartAddress();
  const switchId = useId();
  return (
    <div className="flex flex-wrap items-center justify-between gap-2 px-2 pb-3">
      {address.chart === "regions" ? (
        <Segmented
          label={t("figure")}
          value={address.figure}
          onChange={(figure) => show({ figure })}
          options={FIGURES.map((value) => ({ value, label: t(`figures.${value}`) }))}
        />
      ) : (
        <ChartRegion readings={readings} />
      )}
      <label htmlFor={switchId} className="flex items-center gap-2 text-[0.8125rem] text-ink-2">
        <Switch id={switchId} checked={address.compare} onChange={(compare) => show({ compare })} />
        {t("compare")}
      </label>
    </div>
  );
}
