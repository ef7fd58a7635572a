"use client";

import { ChevronRight, Info } from "lucide-react";
import { useTranslations } from "next-intl";
import { useId, useState } from "react";
import type { MaintenanceView } from "#contracts/maintenance.ts";
import { useFormat } from "#ui/format/use-format.ts";

/** The next occurrence in the reader's zone, and the next five behind it with what the clocks do to them. */
export function NextTimes({ window }: { window: MaintenanceView }) {
  const t = useTranslations("maintenance");
  const format = useFormat();
  const id = useId();
  const [open, setOpen] = useState(false);
  const { next, clockNote, name } = window;
  const first = next[0];
  if (first === undefined) return null;
  return (
    <div className="text-xs text-ink-3 tabular-nums">
      <p className="flex flex-wrap items-center gap-x-2">
        {t("next", { span: format.span(first) })}
        {next.length > 1 && (
          <button
            type="button"
            aria-expanded={open}
            aria-controls={id}
            onClick={() => setOpen(!open)}
            className="inline-flex items-center gap-0.5 rounded font-medium text-ink-2 hover:text-ink"
          >
            {t("nextCount", { count: next.length })}
            <span className="sr-only">: {name}</span>
            <ChevronRight
              aria-hidden
              className={`size-3.5 transition-transform ${open ? "rotate-90" : ""}`}
            />
          </button>
        )}
      </p>
      <div id={id} hidden={!open} className="mt-1.5 rounded-md bg-sunken px-3 py-2">
        <ol className="flex flex-col gap-0.5 text-ink-2">
          {next.map((occurrence) => (
            <li key={occurrence.startsAt}>{format.span(occurrence)}</li>
          ))}
        </ol>
        <p className="mt-1">{t("inZone", { zone: format.timeZone })}</p>
      </div>
      {clockNote !== null && (
        <p className="mt-1 flex items-start gap-1.5 text-ink-2">
          <Info aria-hidden className="mt-px size-3.5 shrink-0" />
          {clockNote}
        </p>
      )}
    </div>
  );
}
