"use client";

import { useTranslations } from "next-intl";
import type { LatencySeries } from "#contracts/latency.ts";
import type { LineSource } from "#ui/charts/lay-out-latency.ts";
import type { ChartLine } from "#ui/charts/line-tooltip.tsx";
import { seriesColour } from "#ui/charts/series-colour.ts";
import type { ChartAddress } from "./chart-address.ts";
import { WEEK_MS } from "./use-earlier.ts";

const PERCENTILES = ["p50Ms", "p75Ms", "p95Ms", "p99Ms"] as const;
const EARLIER = "earlier ";

type Given = {
  data: LatencySeries | undefined;
  earlier: LatencySeries | undefined;
  address: ChartAddress;
  nameOf: (region: string) => string;
};

/** Which lines the chart has, and from where: a line per region or per percentile, each again for the week before. */
export function useLatencyLines({ data, earlier, address, nameOf }: Given) {
  const t = useTranslations("monitorPage.latency");
  const nameOfKey = (key: string) =>
    address.chart === "percentiles"
      ? t(`figures.${PERCENTILES.find((metric) => metric === key) ?? "p50Ms"}`)
      : nameOf(key);
  const now = data === undefined ? [] : sourcesOf(data, address);
  const before = earlier === undefined ? [] : sourcesOf(earlier, address);
  const lines: ChartLine[] = now.map(({ key }, index) => ({
    key,
    name: nameOfKey(key),
    colour: seriesColour(index),
  }));
  const dashed = before.flatMap(({ key }) => {
    const line = lines.find((candidate) => candidate.key === key);
    if (line === undefined) return [];
    return [{ ...line, key: EARLIER + key, name: t("weekBefore", { name: line.name }), dashed: true }];
  });
  return {
    sources: [
      ...now,
      ...before.map((source) => ({ ...source, key: EARLIER + source.key, shiftMs: WEEK_MS })),
    ],
    lines: [...lines, ...dashed],
  };
}

function sourcesOf({ series, all }: LatencySeries, { chart, figure, region }: ChartAddress): LineSource[] {
  if (chart !== "percentiles") {
    return series.map((own) => ({ key: own.region, points: own.points, metric: figure }));
  }
  const points = region === null ? all : (series.find((own) => own.region === region)?.points ?? []);
  return PERCENTILES.map((metric) => ({ key: metric, points, metric }));
}
