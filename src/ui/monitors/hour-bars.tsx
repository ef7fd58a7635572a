"use client";

import { useTranslations } from "next-intl";
import type { HourStrip } from "#contracts/view.ts";
import { useFormat } from "#ui/format/use-format.ts";

const HOUR_MS = 3_600_000;
const STEP = 6;
const HEIGHT = 24;
/** What failed is taller, what is not known is a stub: the difference does not rest on colour. */
const LOOKS = {
  u: { word: "well", height: 16, fill: "fill-up-fill" },
  w: { word: "partly", height: 20, fill: "fill-warn-fill" },
  d: { word: "failed", height: 24, fill: "fill-down-fill" },
  "-": { word: "unknown", height: 4, fill: "fill-line-strong" },
} as const;

export function HourBars({ hours }: { hours: HourStrip }) {
  const t = useTranslations("monitors.hours");
  const format = useFormat();
  const looks = [...hours.looks].map((look) => LOOKS[look as keyof typeof LOOKS] ?? LOOKS["-"]);
  const count = (...words: string[]) => looks.filter(({ word }) => words.includes(word)).length;
  const said = { well: count("well"), failing: count("partly", "failed"), unknown: count("unknown") };
  return (
    <svg
      role="img"
      aria-label={t("label", said)}
      viewBox={`0 0 ${looks.length * STEP - 2} ${HEIGHT}`}
      preserveAspectRatio="none"
      className="h-6 w-full"
    >
      {looks.map(({ word, height, fill }, index) => {
        const at = hours.from + index * HOUR_MS;
        return (
          <rect
            key={at}
            x={index * STEP}
            y={HEIGHT - height}
            width={4}
            height={height}
            rx={1}
            className={fill}
          >
            <title>{t(word, { time: `${format.time(at)} – ${format.time(at + HOUR_MS)}` })}</title>
          </rect>
        );
      })}
    </svg>
  );
}
