"use client";

import { useTranslations } from "next-intl";
import { useEffect, useRef, useState } from "react";
import type { SectionValues } from "./content-values.ts";
import { withoutMoved } from "./drop-place.ts";
import { moveComponent, moveSection, neighbourOf, type Place, placeOf } from "./move-in-layout.ts";
import { type Drag, useLayoutDrag } from "./use-layout-drag.ts";

type Moves = {
  edit: (change: (sections: readonly SectionValues[]) => readonly SectionValues[]) => void;
  sections: () => readonly SectionValues[];
};

/** Moving by pointer, keys and menu. Each move by keys is said to screen readers, and the focus goes along. */
export function useEditorMoves({ edit, sections }: Moves) {
  const t = useTranslations("statusPages.content");
  const list = useRef<HTMLDivElement>(null);
  const [said, setSaid] = useState("");
  const focusNext = useRef<string | null>(null);
  useEffect(() => {
    if (focusNext.current === null) return;
    const handle = list.current?.querySelector<HTMLElement>(`[data-handle="${focusNext.current}"]`);
    focusNext.current = null;
    handle?.focus();
  });

  const sectionName = (index: number) =>
    sections()[index]?.name.trim() || t("untitled", { number: index + 1 });
  const moveTo = (key: string, to: Place) => {
    edit((present) => moveComponent(present, key, to));
    const count = sections()[to.section]?.components.length ?? 0;
    setSaid(t("movedTo", { place: to.index + 1, count, section: sectionName(to.section) }));
  };
  const step = (key: string, by: -1 | 1) => {
    const place = placeOf(sections(), key);
    const to = place && neighbourOf(sections(), place, by);
    if (to === null) return;
    focusNext.current = key;
    moveTo(key, to);
  };
  const moveSectionTo = (key: string, to: number) => {
    edit((present) => moveSection(present, key, to));
    setSaid(t("sectionMovedTo", { place: to + 1, count: sections().length }));
  };
  const stepSection = (key: string, by: -1 | 1) => {
    const to = sections().findIndex((section) => section.key === key) + by;
    if (to < 0 || to >= sections().length) return;
    focusNext.current = key;
    moveSectionTo(key, to);
  };
  const onDrop = ({ kind, key, drop }: Drag & { drop: Place }) => {
    if (kind === "section") {
      const from = sections().findIndex((section) => section.key === key);
      moveSectionTo(key, drop.section > from ? drop.section - 1 : drop.section);
      return;
    }
    const from = placeOf(sections(), key);
    if (from !== null) moveTo(key, withoutMoved(drop, from));
  };
  const drag = useLayoutDrag({ list, onDrop });
  return { list, said, sectionName, moveTo, step, stepSection, ...drag };
}
