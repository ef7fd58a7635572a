"use client";

import { useTranslations } from "next-intl";
import { useFormat } from "#ui/format/use-format.ts";
import { drawHours, LINE_HEIGHT, LINE_WIDTH } from "./draw-hours.ts";

/** p95 hour by hour. */
export function HourLine({ p95Ms }: { p95Ms: readonly (number | null)[] }) {
  const t = useTranslations("monitors.hours");
  const format = useFormat();
  const drawn = drawHours(p95Ms);
  const label = drawn
    ? t("p95", { low: format.latency(drawn.low), high: format.latency(drawn.high) })
    : t("noP95");
  return (
    <svg role="img" aria-label={label} viewBox={`0 0 ${LINE_WIDTH} ${LINE_HEIGHT}`} className="h-6 w-full">
      <title>{label}</title>
      {drawn && (
        <path
          d={drawn.line}
          className="stroke-accent-text"
          fill="none"
          strokeWidth={1.5}
          strokeLinejoin="round"
          strokeLinecap="round"
          vectorEffect="non-scaling-stroke"
        />
      )}
      {drawn?.dots.map(({ x, y }) => (
        <circle key={x} cx={x} cy={y} r={1.5} className="fill-accent-text" />
      ))}
    </svg>
  );
}
