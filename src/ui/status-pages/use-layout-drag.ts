"use client";

import { type PointerEvent, type RefObject, useState } from "react";
import { dropIndex, dropPlace } from "./drop-place.ts";
import type { Place } from "./move-in-layout.ts";

export type Drag = { kind: "component" | "section"; key: string; drop: Place | null };
type LayoutDrag = { list: RefObject<HTMLElement | null>; onDrop: (drag: Drag & { drop: Place }) => void };

/** By mouse, pen and finger: a line shows where it would go, letting go moves it, Escape gives up. */
export function useLayoutDrag({ list, onDrop }: LayoutDrag) {
  const [drag, setDrag] = useState<Drag | null>(null);
  const start = (kind: Drag["kind"], key: string) => (event: PointerEvent) => {
    if (event.button !== 0 || list.current === null) return;
    const element = list.current;
    let present: Drag = { kind, key, drop: null };
    setDrag(present);
    const listening = new AbortController();
    const end = () => {
      listening.abort();
      setDrag(null);
    };
    const on = <Name extends keyof WindowEventMap>(name: Name, run: (event: WindowEventMap[Name]) => void) =>
      window.addEventListener(name, run, { signal: listening.signal });
    on("pointermove", ({ clientY }) => {
      scrollNearEdge(clientY);
      present = { ...present, drop: dropAt(element, kind, clientY) };
      setDrag(present);
    });
    on("pointerup", () => {
      end();
      if (present.drop !== null) onDrop({ ...present, drop: present.drop });
    });
    on("pointercancel", end);
    on("keydown", ({ key: pressed }) => pressed === "Escape" && end());
  };
  return { drag, start };
}

function dropAt(list: HTMLElement, kind: Drag["kind"], y: number): Place | null {
  const sections = [...list.querySelectorAll<HTMLElement>("[data-section]")];
  if (kind === "section") return { section: dropIndex(sections.map(middleOf), y), index: 0 };
  const boxes = sections.map((section) => ({
    bottom: section.getBoundingClientRect().bottom,
    middles: [...section.querySelectorAll<HTMLElement>("[data-component]")].map(middleOf),
  }));
  return dropPlace(boxes, y);
}

function middleOf(element: HTMLElement): number {
  const { top, height } = element.getBoundingClientRect();
  return top + height / 2;
}

const EDGE = 72;
const STEP = 18;

function scrollNearEdge(y: number): void {
  if (y < EDGE) window.scrollBy(0, -STEP);
  else if (y > window.innerHeight - EDGE) window.scrollBy(0, STEP);
}
