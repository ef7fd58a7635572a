"use client";

import { ChevronRight } from "lucide-react";
import { useTranslations } from "next-intl";
import { useId, useState } from "react";
import type { TickView } from "#contracts/view.ts";
import { PhasesBar } from "#ui/charts/phases-bar.tsx";
import { useFormat } from "#ui/format/use-format.ts";
import { Moment } from "#ui/live/time-ago.tsx";
import { classNames } from "#ui/primitives/class-names.ts";
import { OutcomeIcon } from "./readings-card.tsx";
import { TickDetail } from "./tick-detail.tsx";

export const TICK_GRID =
  "md:grid md:grid-cols-[1rem_7.5rem_7rem_15rem_minmax(0,1fr)_5rem] md:items-center md:gap-4";

type TickRowProps = { id: string; tick: TickView; scaleUs: number; nameOf: (region: string) => string };

export function TickRow({ id, tick, scaleUs, nameOf }: TickRowProps) {
  const [open, setOpen] = useState(false);
  const panel = useId();
  const t = useTranslations("monitorPage.tick");
  const outcome = useTranslations("common.outcome");
  const format = useFormat();
  return (
    <li>
      <button
        type="button"
        aria-expanded={open}
        aria-controls={panel}
        onClick={() => setOpen(!open)}
        className={classNames(
          "grid w-full grid-cols-[1rem_1fr_auto] items-center gap-x-3 gap-y-1 px-4 py-2 text-left text-[0.8125rem] hover:bg-hover/60 focus-visible:-outline-offset-2",
          TICK_GRID,
        )}
      >
        <ChevronRight
          aria-hidden
          className={classNames("size-4 text-ink-3 transition-transform max-md:order-1", open && "rotate-90")}
        />
        <span className="text-ink-2 tabular-nums max-md:order-4 max-md:col-start-2 max-md:text-xs">
          <Moment at={tick.at} withDay />
        </span>
        <span className="truncate text-ink-2 max-md:order-5 max-md:text-xs">{nameOf(tick.region)}</span>
        <span className="flex min-w-0 items-start gap-2 max-md:order-2">
          <OutcomeIcon outcome={tick.outcome} />
          <span className="min-w-0 truncate">
            <span className="font-medium">{outcome(tick.outcome)}</span>
            {tick.status !== null && <span className="text-ink-3 tabular-nums"> {tick.status}</span>}
            {tick.origin !== "scheduled" && (
              <span className="text-ink-3"> · {t(`origins.${tick.origin}`)}</span>
            )}
          </span>
        </span>
        <span className="max-md:order-6 max-md:col-span-2 max-md:col-start-2">
          <PhasesBar tick={tick} scaleUs={scaleUs} />
        </span>
        <span className="text-right font-medium tabular-nums max-md:order-3">
          {format.latency(tick.totalUs / 1000)}
        </span>
      </button>
      <div id={panel} hidden={!open}>
        {open && <TickDetail id={id} tick={tick} />}
      </div>
    </li>
  );
}
