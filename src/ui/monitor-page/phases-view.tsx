"use client";

import { keepPreviousData, useQuery } from "@tanstack/react-query";
import dynamic from "next/dynamic";
import { useTranslations } from "next-intl";
import { DataTable } from "#ui/charts/data-table.tsx";
import { PHASE_NAMES } from "#ui/charts/lay-out-phases.ts";
import { ZoomFrame } from "#ui/charts/zoom-frame.tsx";
import { useFormat } from "#ui/format/use-format.ts";
import { Skeleton } from "#ui/primitives/skeleton.tsx";
import { QueryError } from "#ui/trpc/query-error.tsx";
import { useTRPC } from "#ui/trpc/trpc-context.ts";
import { spanInput } from "./chart-address.ts";
import { ChartRegion } from "./chart-region.tsx";
import type { ChartProps } from "./latency-card.tsx";
import { PhaseLegend } from "./phase-legend.tsx";
import { useChartAddress } from "./use-chart-address.ts";

const PhaseAreas = dynamic(async () => (await import("#ui/charts/phase-areas.tsx")).PhaseAreas, {
  ssr: false,
  loading: () => <Skeleton className="h-full" />,
});

/** Where the time goes: means of each phase, one on the other. */
export function PhasesView({ id, readings }: ChartProps) {
  const t = useTranslations("monitorPage.latency");
  const phase = useTranslations("charts.phases");
  const format = useFormat();
  const trpc = useTRPC();
  const { address, goTo } = useChartAddress();
  const { range, region } = address;
  const query = useQuery(
    trpc.monitor.phases.queryOptions(
      { id, ...spanInput(range), ...(region !== null && { region }) },
      { placeholderData: keepPreviousData, ...(range.kind === "last" && { refetchInterval: 60_000 }) },
    ),
  );
  const { data } = query;
  return (
    <div className="px-2 pt-3 pb-2">
      <div className="flex flex-wrap items-center justify-between gap-2 px-2 pb-3">
        <ChartRegion readings={readings} />
        {data?.sampled !== null && data?.sampled !== undefined && (
          <p className="text-xs text-ink-3">{t("sampled", { count: data.sampled })}</p>
        )}
      </div>
      {query.isPending && <Skeleton className="mx-2 h-64" />}
      {query.isError && data === undefined && <QueryError title={t("failed")} query={query} />}
      {data?.points.length === 0 && <p className="py-28 text-center text-sm text-ink-3">{t("noPhases")}</p>}
      {data !== undefined && data.points.length > 0 && (
        <>
          <ZoomFrame
            whole={data}
            stepMs={data.bucketMs}
            onZoom={({ fromMs, toMs }) => goTo({ kind: "span", fromMs, toMs })}
            onZoomOut={range.kind === "span" ? () => goTo({ kind: "last", hours: "24" }) : null}
          >
            <PhaseAreas data={data} />
          </ZoomFrame>
          <div className="px-2 pb-1 text-xs text-ink-2">
            <PhaseLegend />
          </div>
          <DataTable
            summary={t("table")}
            caption={t("phasesCaption")}
            head={[t("time"), ...PHASE_NAMES.map((name) => phase(name)), t("checks")]}
            rows={data.points.toReversed().map((point) => ({
              key: point.at,
              cells: [
                `${format.day(point.at)}, ${format.moment(point.at)}`,
                ...PHASE_NAMES.map((name) => format.latency(point[`${name}Ms`])),
                format.count(point.checks),
              ],
            }))}
          />
        </>
      )}
    </div>
  );
}
