"use client";

import { type KeyboardEvent, type PointerEvent, useRef, useState } from "react";
import { type End, moveThumb, placeThumb, type Span } from "./move-thumb.ts";
import { momentAt } from "./plot-area.ts";

const LEAST_DRAG_PX = 6;

type Zoom = { whole: Span; stepMs: number; onZoom: (span: Span) => void };

/** A part of the time that is chosen by dragging over the chart, by two handles, or by keys; null: none is. */
export function useZoom({ whole, stepMs, onZoom }: Zoom) {
  const frame = useRef<HTMLDivElement>(null);
  const dragFrom = useRef<number | null>(null);
  const [chosen, setChosen] = useState<Span | null>(null);
  const momentUnder = (clientX: number) => {
    const box = frame.current?.getBoundingClientRect() ?? { left: 0, width: 0 };
    return momentAt(clientX, box, whole);
  };
  const apply = (span: Span | null) => {
    setChosen(null);
    if (span !== null && span.toMs > span.fromMs) onZoom(span);
  };

  return {
    frame,
    chosen,
    clear: () => setChosen(null),
    apply: () => apply(chosen),
    /** A finger scrolls the page; it has the handles. */
    chartProps: {
      onPointerDown: (event: PointerEvent) => {
        if (event.pointerType === "touch" || event.button !== 0) return;
        dragFrom.current = event.clientX;
      },
      onPointerMove: (event: PointerEvent) => {
        const from = dragFrom.current;
        if (from === null || Math.abs(event.clientX - from) < LEAST_DRAG_PX) return;
        const [a, b] = [momentUnder(from), momentUnder(event.clientX)];
        setChosen({ fromMs: Math.min(a, b), toMs: Math.max(a, b) });
      },
      onPointerUp: () => {
        const dragged = dragFrom.current !== null && chosen !== null;
        dragFrom.current = null;
        if (dragged) apply(chosen);
      },
      onPointerLeave: () => {
        if (dragFrom.current !== null) setChosen(null);
        dragFrom.current = null;
      },
    },
    thumbProps: (end: End) => ({
      onKeyDown: (event: KeyboardEvent) => {
        if (event.key === "Enter") apply(chosen);
        if (event.key === "Escape") setChosen(null);
        const moved = moveThumb(event, { whole, chosen: chosen ?? whole, end, stepMs });
        if (moved === null) return;
        event.preventDefault();
        setChosen(moved);
      },
      onPointerDown: (event: PointerEvent) => event.currentTarget.setPointerCapture(event.pointerId),
      onPointerMove: (event: PointerEvent) => {
        if (!event.currentTarget.hasPointerCapture(event.pointerId)) return;
        setChosen(placeThumb(momentUnder(event.clientX), { whole, chosen: chosen ?? whole, end, stepMs }));
      },
    }),
  };
}
