"use client";

import { GripVertical } from "lucide-react";
import { useTranslations } from "next-intl";
import type { KeyboardEvent } from "react";
import { useEditor } from "./content-editor-context.ts";

type DragHandleProps = { kind: "component" | "section"; of: string; name: string };

/** Drags by pointer; the arrow keys do the same a place at a time. */
export function DragHandle({ kind, of, name }: DragHandleProps) {
  const t = useTranslations("statusPages.content");
  const { start, step, stepSection } = useEditor();
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== "ArrowUp" && event.key !== "ArrowDown") return;
    event.preventDefault();
    const by = event.key === "ArrowUp" ? -1 : 1;
    if (kind === "section") stepSection(of, by);
    else step(of, by);
  };
  return (
    <button
      type="button"
      data-handle={of}
      aria-label={t("handle", { name })}
      title={t("handleHint")}
      onPointerDown={start(kind, of)}
      onKeyDown={onKeyDown}
      className="flex h-9 w-7 shrink-0 cursor-grab touch-none items-center justify-center rounded-md text-ink-3 hover:bg-hover hover:text-ink active:cursor-grabbing"
    >
      <GripVertical aria-hidden className="size-4" />
    </button>
  );
}

/** Where a thing that is dragged would go. */
export function DropLine({ shown }: { shown: boolean }) {
  return shown ? <li aria-hidden className="mx-2 h-0.5 rounded-full bg-accent" /> : null;
}
