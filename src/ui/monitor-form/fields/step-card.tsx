"use client";

import { ChevronRight, CircleAlert, Copy } from "lucide-react";
import { useTranslations } from "next-intl";
import { type ReactNode, useId } from "react";
import { OrderButtons } from "#ui/forms/order-buttons.tsx";
import { Button } from "#ui/primitives/button.tsx";

type StepCardProps = {
  number: number;
  count: number;
  title: string;
  /** What it does, in a few words, while it is closed. */
  summary: string;
  isWrong: boolean;
  isOpen: boolean;
  onToggle: () => void;
  onMove: (from: number, to: number) => void;
  onCopy: () => void;
  onRemove: () => void;
  children: ReactNode;
};

/** One step of many: closed it is a line, open it is a form. */
export function StepCard(props: StepCardProps) {
  const { number, count, title, summary, isWrong, isOpen, onToggle, onMove, onCopy, onRemove } = props;
  const t = useTranslations("checks.steps");
  const id = useId();
  const shown = isOpen || isWrong;
  return (
    <li className="rounded-lg border">
      <div className="flex items-center gap-1 pr-1">
        <button
          type="button"
          aria-expanded={shown}
          aria-controls={id}
          onClick={onToggle}
          className="flex min-h-11 min-w-0 flex-1 items-center gap-2 rounded-lg px-3 py-2 text-left text-[0.8125rem] -outline-offset-2 hover:bg-hover"
        >
          <ChevronRight
            aria-hidden
            className={`size-4 shrink-0 text-ink-3 transition-transform ${shown ? "rotate-90" : ""}`}
          />
          <span className="text-ink-3 tabular-nums">{number}</span>
          <span className="min-w-0 truncate font-medium">{title}</span>
          <span className="ml-auto min-w-0 truncate pl-2 text-xs text-ink-3 max-sm:hidden">{summary}</span>
          {isWrong && <CircleAlert aria-hidden className="size-4 shrink-0 text-down" />}
        </button>
        <Button
          variant="ghost"
          size="icon"
          aria-label={t("copy", { number })}
          onClick={onCopy}
          className="max-sm:hidden"
        >
          <Copy aria-hidden className="size-4" />
        </Button>
        <OrderButtons
          what={t("step", { number })}
          index={number - 1}
          count={count}
          onMove={onMove}
          onRemove={onRemove}
          keepsLast
        />
      </div>
      <div id={id} hidden={!shown} className="flex flex-col gap-5 border-t p-3.5">
        {shown && props.children}
      </div>
    </li>
  );
}
