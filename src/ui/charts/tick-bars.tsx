"use client";

import { useTranslations } from "next-intl";
import type { RecentTick } from "#contracts/view.ts";
import { useFormat } from "#ui/format/use-format.ts";
import { BAR_HEIGHT, BARS_WIDTH, countTicks, layOutBars } from "./lay-out-bars.ts";

const FILL = { ok: "fill-up-fill", failed: "fill-down-fill", neutral: "fill-idle-fill", empty: "fill-line" };

/** The last checks, newest right. A failure is taller than a success, so the difference does not rest on colour. */
export function TickBars({ ticks }: { ticks: readonly RecentTick[] }) {
  const t = useTranslations("charts.ticks");
  const word = useTranslations("common.outcome");
  const format = useFormat();
  const { checks, failed } = countTicks(ticks);
  const titleOf = ({ at, region, outcome, totalMs }: RecentTick) => {
    const said = { at: format.moment(at), region, outcome: word(outcome) };
    return totalMs === null ? t("bar", said) : t("timedBar", { ...said, latency: format.latency(totalMs) });
  };
  return (
    <svg
      role="img"
      aria-label={checks === 0 ? t("none") : t("summary", { checks, failed })}
      viewBox={`0 0 ${BARS_WIDTH} ${BAR_HEIGHT}`}
      preserveAspectRatio="none"
      className="h-6 w-full"
    >
      {layOutBars(ticks).map((bar) => (
        <rect key={bar.x} x={bar.x} y={bar.y} width={4} height={bar.height} rx={1} className={FILL[bar.look]}>
          {bar.tick !== null && <title>{titleOf(bar.tick)}</title>}
        </rect>
      ))}
    </svg>
  );
}
