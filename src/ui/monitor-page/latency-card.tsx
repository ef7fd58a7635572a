"use client";

import { Download } from "lucide-react";
import { useTranslations } from "next-intl";
import type { RegionReadingView } from "#contracts/view.ts";
import { Card, CardHeader } from "#ui/primitives/card.tsx";
import { Segmented } from "#ui/primitives/segmented.tsx";
import { CHART_KINDS, PRESETS, type Preset, spanQuery } from "./chart-address.ts";
import { LatencyView } from "./latency-view.tsx";
import { PhasesView } from "./phases-view.tsx";
import { useChartAddress } from "./use-chart-address.ts";
import { WeekView } from "./week-view.tsx";

export type ChartProps = {
  id: string;
  intervalMs: number;
  readings: readonly RegionReadingView[];
  nameOf: (region: string) => string;
};

export function LatencyCard(props: ChartProps) {
  const t = useTranslations("monitorPage.latency");
  const { address, goTo, show } = useChartAddress();
  const { range, chart } = address;
  const isWeek = chart === "week";
  return (
    <Card aria-label={t("title")}>
      <CardHeader title={t("title")} note={t(`notes.${chart}`)}>
        {!isWeek && (
          <a
            href={`/api/monitors/${props.id}/latency.csv?${spanQuery(range)}`}
            download
            className="inline-flex h-8 items-center gap-1.5 rounded-md px-2 text-[0.8125rem] font-medium text-ink-2 hover:bg-hover hover:text-ink"
          >
            <Download aria-hidden className="size-3.5" />
            {t("csv")}
          </a>
        )}
      </CardHeader>
      <div className="flex flex-wrap items-center justify-between gap-2 px-4 pt-3">
        <Segmented
          label={t("chart")}
          value={chart}
          onChange={(next) => show({ chart: next })}
          options={CHART_KINDS.map((value) => ({ value, label: t(`kinds.${value}`) }))}
        />
        {!isWeek && (
          <Segmented<Preset | "">
            label={t("range")}
            value={range.kind === "last" ? range.hours : ""}
            onChange={(hours) => hours !== "" && goTo({ kind: "last", hours })}
            options={PRESETS.map((value) => ({ value, label: t(`presets.${value}`) }))}
          />
        )}
      </div>
      {chart === "phases" && <PhasesView {...props} />}
      {isWeek && <WeekView {...props} />}
      {(chart === "regions" || chart === "percentiles") && <LatencyView {...props} />}
    </Card>
  );
}
