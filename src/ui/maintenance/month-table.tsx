"use client";

import { useTranslations } from "next-intl";
import { type KeyboardEvent, useEffect, useRef } from "react";
import type { UpcomingMaintenance } from "#contracts/maintenance.ts";
import { dateFormat } from "#ui/format/date-format.ts";
import { useFormat } from "#ui/format/use-format.ts";
import { addDays, addMonths, utcOf } from "./month-grid.ts";

type MonthTableProps = {
  month: string;
  weeks: readonly string[][];
  today: string;
  chosen: string;
  byDay: ReadonlyMap<string, readonly UpcomingMaintenance[]>;
  onChoose: (day: string) => void;
};

const SHOWN = 2;
const STEPS: Record<string, number> = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -7, ArrowDown: 7 };

/** One stop for Tab; the arrows go by days and weeks, the page keys by months. */
export function MonthTable({ month, weeks, chosen, onChoose, ...rest }: MonthTableProps) {
  const t = useTranslations("maintenance.calendar");
  const format = useFormat();
  const table = useRef<HTMLTableElement>(null);
  const moves = useRef(false);
  useEffect(() => {
    if (!moves.current) return;
    moves.current = false;
    table.current?.querySelector<HTMLElement>(`[data-day="${chosen}"]`)?.focus();
  }, [chosen]);
  const onKeyDown = (event: KeyboardEvent) => {
    const next = nextDay(chosen, event.key);
    if (next === null) return;
    event.preventDefault();
    moves.current = true;
    onChoose(next);
  };
  const weekday = dateFormat(format.locale, { weekday: "short", timeZone: "UTC" });
  return (
    <table ref={table} aria-label={t("title")} onKeyDown={onKeyDown} className="w-full table-fixed">
      <thead>
        <tr>
          {weeks[0]?.map((day) => (
            <th key={day} scope="col" className="border-b px-1 py-1.5 text-xs font-medium text-ink-3">
              {weekday.format(utcOf(day))}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {weeks.map((week) => (
          <tr key={week[0]}>
            {week.map((day) => (
              <Day
                key={day}
                day={day}
                items={rest.byDay.get(day) ?? []}
                looks={{
                  isOutside: day.slice(0, 7) !== month,
                  isToday: day === rest.today,
                  isChosen: day === chosen,
                }}
                onChoose={onChoose}
              />
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function nextDay(chosen: string, key: string): string | null {
  const step = STEPS[key];
  if (step !== undefined) return addDays(chosen, step);
  if (key === "PageUp" || key === "PageDown") {
    return `${addMonths(chosen.slice(0, 7), key === "PageUp" ? -1 : 1)}-01`;
  }
  return null;
}

type DayProps = {
  day: string;
  items: readonly UpcomingMaintenance[];
  looks: { isOutside: boolean; isToday: boolean; isChosen: boolean };
  onChoose: (day: string) => void;
};

function Day({ day, items, looks, onChoose }: DayProps) {
  const t = useTranslations("maintenance.calendar");
  const format = useFormat();
  const name = dateFormat(format.locale, { day: "numeric", month: "long", timeZone: "UTC" }).format(
    utcOf(day),
  );
  const number = looks.isToday ? "bg-accent text-accent-ink" : looks.isOutside ? "text-ink-3" : "";
  return (
    <td className="border-b p-0 not-last:border-r">
      <button
        type="button"
        data-day={day}
        aria-pressed={looks.isChosen}
        tabIndex={looks.isChosen ? 0 : -1}
        aria-label={items.length === 0 ? name : t("dayWith", { day: name, count: items.length })}
        aria-current={looks.isToday ? "date" : undefined}
        onClick={() => onChoose(day)}
        className={`flex h-12 w-full flex-col items-start gap-1 p-1 -outline-offset-2 hover:bg-hover sm:h-20 sm:p-1.5 ${looks.isChosen ? "bg-accent-soft" : ""}`}
      >
        <span
          className={`flex size-5 items-center justify-center rounded-full text-xs tabular-nums ${number}`}
        >
          {Number(day.slice(8))}
        </span>
        <span aria-hidden className="flex w-full flex-col gap-0.5 max-sm:hidden">
          {items.slice(0, SHOWN).map((item) => (
            <span
              key={`${item.id} ${item.startsAt}`}
              className="truncate rounded bg-idle-soft px-1 text-left text-[0.6875rem] leading-4 text-ink-2"
            >
              {item.name}
            </span>
          ))}
          {items.length > SHOWN && (
            <span className="px-1 text-left text-[0.6875rem] leading-4 text-ink-3">
              {t("more", { count: items.length - SHOWN })}
            </span>
          )}
        </span>
        {items.length > 0 && (
          <span aria-hidden className="flex gap-0.5 px-1 sm:hidden">
            {items.slice(0, 3).map((item) => (
              <span key={`${item.id} ${item.startsAt}`} className="size-1.5 rounded-full bg-idle" />
            ))}
          </span>
        )}
      </button>
    </td>
  );
}
