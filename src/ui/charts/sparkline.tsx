"use client";

import { useTranslations } from "next-intl";
import type { RecentTick } from "#contracts/view.ts";
import { useFormat } from "#ui/format/use-format.ts";
import { drawSparkline, SPARK_HEIGHT, SPARK_WIDTH } from "./draw-sparkline.ts";

export function Sparkline({ ticks }: { ticks: readonly RecentTick[] }) {
  const t = useTranslations("charts.sparkline");
  const format = useFormat();
  const { line, area, checks, lowMs, highMs } = drawSparkline(ticks);
  const said = { checks, low: format.latency(lowMs), high: format.latency(highMs) };
  const label = checks === 0 ? t("none") : t("summary", said);
  return (
    <svg
      role="img"
      aria-label={label}
      viewBox={`0 0 ${SPARK_WIDTH} ${SPARK_HEIGHT}`}
      preserveAspectRatio="none"
      className="h-6 w-full"
    >
      <title>{label}</title>
      <path d={area} className="fill-accent-text opacity-10" />
      <path
        d={line}
        className="stroke-accent-text"
        fill="none"
        strokeWidth={1.5}
        strokeLinejoin="round"
        strokeLinecap="round"
        vectorEffect="non-scaling-stroke"
      />
    </svg>
  );
}
