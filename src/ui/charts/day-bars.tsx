"use client";

import { useTranslations } from "next-intl";
import { type KeyboardEvent, type PointerEvent, useId } from "react";
import type { UptimeDay } from "#contracts/uptime-history.ts";
import { DAY_HEIGHT, DAY_WIDTH, type DayBar, daysWidth, layOutDays } from "./lay-out-days.ts";

type DayBarsProps = {
  days: readonly UptimeDay[];
  /** Index of the day that is told about. */
  shown: number;
  onShow: (index: number) => void;
  describe: (day: UptimeDay) => string;
};

/** One bar a day. Arrow keys go from day to day; what the day was is read out, and told below by the parent. */
export function DayBars({ days, shown, onShow, describe }: DayBarsProps) {
  const t = useTranslations("charts.days");
  const hatch = useId();
  const bars = layOutDays(days);
  const day = days[shown];
  const go = (to: number) => onShow(Math.min(days.length - 1, Math.max(0, to)));
  const onKeyDown = (event: KeyboardEvent) => {
    const to = { ArrowLeft: shown - 1, ArrowRight: shown + 1, Home: 0, End: days.length - 1 }[event.key];
    const page = { PageUp: shown - 7, PageDown: shown + 7 }[event.key];
    const next = to ?? page;
    if (next === undefined) return;
    event.preventDefault();
    go(next);
  };
  const onPointer = (event: PointerEvent) => {
    const box = event.currentTarget.getBoundingClientRect();
    go(Math.floor(((event.clientX - box.left) / box.width) * days.length));
  };
  return (
    <div
      role="slider"
      tabIndex={0}
      aria-label={t("label")}
      aria-valuemin={1}
      aria-valuemax={days.length}
      aria-valuenow={shown + 1}
      aria-valuetext={day === undefined ? "" : describe(day)}
      onKeyDown={onKeyDown}
      onPointerDown={onPointer}
      onPointerMove={onPointer}
      className="touch-pan-y rounded-sm"
    >
      <svg
        aria-hidden
        viewBox={`0 0 ${daysWidth(days.length)} ${DAY_HEIGHT + 6}`}
        preserveAspectRatio="none"
        className="block h-12 w-full"
      >
        <defs>
          <pattern
            id={hatch}
            width="5"
            height="5"
            patternUnits="userSpaceOnUse"
            patternTransform="rotate(45)"
          >
            <rect width="5" height="5" className="fill-idle-soft" />
            <rect width="2" height="5" className="fill-idle-fill" />
          </pattern>
        </defs>
        {bars.map((bar, index) => (
          <g key={bar.at}>
            <Bar bar={bar} hatch={`url(#${hatch})`} />
            {index === shown && (
              <rect
                x={bar.x - 0.5}
                y={DAY_HEIGHT + 3}
                width={DAY_WIDTH + 1}
                height={3}
                className="fill-ink"
              />
            )}
          </g>
        ))}
      </svg>
    </div>
  );
}

function Bar({ bar, hatch }: { bar: DayBar; hatch: string }) {
  const box = { x: bar.x, width: DAY_WIDTH };
  if (bar.look === "none") {
    return <rect {...box} y={DAY_HEIGHT - 6} height={6} className="fill-line-strong" />;
  }
  if (bar.look === "maintenance") return <rect {...box} height={DAY_HEIGHT} fill={hatch} />;
  const top = bar.maintenanceTo === 0 ? 0 : bar.maintenanceTo + 2;
  const bottom = bar.look === "down" ? bar.downFrom - 2 : DAY_HEIGHT;
  return (
    <>
      {bar.maintenanceTo > 0 && <rect {...box} height={bar.maintenanceTo} fill={hatch} />}
      {bottom > top && <rect {...box} y={top} height={bottom - top} className="fill-up-fill" />}
      {bar.look === "down" && (
        <rect {...box} y={bar.downFrom} height={DAY_HEIGHT - bar.downFrom} className="fill-down-fill" />
      )}
    </>
  );
}
