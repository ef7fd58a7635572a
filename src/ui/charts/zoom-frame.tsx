"use client";

import { ZoomIn, ZoomOut } from "lucide-react";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { useFormat } from "#ui/format/use-format.ts";
import { Button } from "#ui/primitives/button.tsx";
import type { End, Span } from "./move-thumb.ts";
import { PLOT, percentAt } from "./plot-area.ts";
import { useZoom } from "./use-zoom.ts";

type ZoomFrameProps = {
  whole: Span;
  stepMs: number;
  onZoom: (span: Span) => void;
  /** Null: nothing to go back to. */
  onZoomOut: (() => void) | null;
  children: ReactNode;
};

const ENDS = ["fromMs", "toMs"] as const satisfies readonly End[];

/** A chart over time of which a part can be chosen: by dragging over it, or by two handles that take keys and fingers. */
export function ZoomFrame({ whole, stepMs, onZoom, onZoomOut, children }: ZoomFrameProps) {
  const t = useTranslations("charts.zoom");
  const format = useFormat();
  const zoom = useZoom({ whole, stepMs, onZoom });
  const shown = zoom.chosen ?? whole;
  const left = percentAt(shown.fromMs, whole);
  const right = 100 - percentAt(shown.toMs, whole);
  const isDays = whole.toMs - whole.fromMs > 2 * 86_400_000;
  const say = (at: number) => (isDays ? `${format.day(at)}, ${format.time(at)}` : format.time(at));
  return (
    <div ref={zoom.frame}>
      <div aria-hidden className="relative h-64 select-none" {...zoom.chartProps}>
        {children}
        {zoom.chosen !== null && (
          <div
            className="pointer-events-none absolute inset-y-2"
            style={{ left: PLOT.left, right: PLOT.right }}
          >
            <div
              className="absolute inset-y-0 border-x border-accent-text bg-accent/12"
              style={{ left: `${left}%`, right: `${right}%` }}
            />
          </div>
        )}
      </div>
      <div className="relative mt-1 h-5" style={{ marginLeft: PLOT.left, marginRight: PLOT.right }}>
        <div aria-hidden className="absolute inset-x-0 top-1/2 h-1 -translate-y-1/2 rounded-full bg-line" />
        <div
          aria-hidden
          className="absolute top-1/2 h-1 -translate-y-1/2 rounded-full bg-line-strong"
          style={{ left: `${left}%`, right: `${right}%` }}
        />
        {ENDS.map((end) => (
          <div
            key={end}
            role="slider"
            tabIndex={0}
            aria-label={t(end === "fromMs" ? "start" : "end")}
            aria-valuemin={whole.fromMs}
            aria-valuemax={whole.toMs}
            aria-valuenow={shown[end]}
            aria-valuetext={format.full(shown[end])}
            className="absolute top-1/2 -mt-3 -ml-3 flex size-6 cursor-ew-resize touch-none items-center justify-center rounded-full"
            style={{ left: `${percentAt(shown[end], whole)}%` }}
            {...zoom.thumbProps(end)}
          >
            <span aria-hidden className="h-3.5 w-2 rounded-xs border border-ink-3 bg-surface" />
          </div>
        ))}
      </div>
      <div className="flex min-h-9 flex-wrap items-center gap-2 px-2 pt-1 text-xs text-ink-3">
        {zoom.chosen === null ? (
          <p className="mr-auto">{t("hint")}</p>
        ) : (
          <>
            <p className="mr-auto font-medium text-ink-2 tabular-nums">
              {say(shown.fromMs)} – {say(shown.toMs)}
            </p>
            <Button size="sm" variant="ghost" onClick={zoom.clear}>
              {t("clear")}
            </Button>
            <Button size="sm" onClick={zoom.apply}>
              <ZoomIn aria-hidden className="size-3.5" />
              {t("in")}
            </Button>
          </>
        )}
        {zoom.chosen === null && onZoomOut !== null && (
          <Button size="sm" onClick={onZoomOut}>
            <ZoomOut aria-hidden className="size-3.5" />
            {t("out")}
          </Button>
        )}
      </div>
    </div>
  );
}
