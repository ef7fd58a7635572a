"use client";

import { useQuery } from "@tanstack/react-query";
import { ChevronLeft, ChevronRight, Plus } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import type { UpcomingMaintenance } from "#contracts/maintenance.ts";
import { dateFormat } from "#ui/format/date-format.ts";
import { useFormat } from "#ui/format/use-format.ts";
import { Button } from "#ui/primitives/button.tsx";
import { Card, CardHeader } from "#ui/primitives/card.tsx";
import { ForEditors } from "#ui/team/for-editors.tsx";
import { QueryError } from "#ui/trpc/query-error.tsx";
import { useTRPC } from "#ui/trpc/trpc-context.ts";
import { addMonths, dayOf, daysOf, listWeeks, spanOfWeeks, utcOf } from "./month-grid.ts";
import { MonthTable } from "./month-table.tsx";

type CalendarCardProps = {
  /** When the page was rendered, so that server and browser agree on today. */
  nowMs: number;
  onAdd: (day: string) => void;
};

/** A month in the reader's zone: what happened, what will, and a new window by picking a day. */
export function CalendarCard({ nowMs, onAdd }: CalendarCardProps) {
  const t = useTranslations("maintenance.calendar");
  const trpc = useTRPC();
  const format = useFormat();
  const today = dayOf(nowMs, format.timeZone);
  const [chosen, setChosen] = useState(today);
  const month = chosen.slice(0, 7);
  const weeks = listWeeks(month);
  const query = useQuery(
    trpc.maintenance.calendar.queryOptions(spanOfWeeks(weeks), {
      placeholderData: (before) => before,
      refetchInterval: 60_000,
    }),
  );
  const byDay = groupByDays(query.data ?? [], format.timeZone);
  const ofChosen = byDay.get(chosen) ?? [];
  const monthName = dateFormat(format.locale, { month: "long", year: "numeric", timeZone: "UTC" });
  const dayName = dateFormat(format.locale, {
    weekday: "long",
    day: "numeric",
    month: "long",
    timeZone: "UTC",
  });
  return (
    <Card aria-label={t("title")}>
      <CardHeader title={monthName.format(utcOf(`${month}-01`))} note={t("zone", { zone: format.timeZone })}>
        <div className="flex items-center gap-1">
          <Button
            variant="ghost"
            size="icon"
            aria-label={t("before")}
            onClick={() => setChosen(`${addMonths(month, -1)}-01`)}
          >
            <ChevronLeft aria-hidden className="size-4" />
          </Button>
          <Button size="sm" onClick={() => setChosen(today)}>
            {t("today")}
          </Button>
          <Button
            variant="ghost"
            size="icon"
            aria-label={t("after")}
            onClick={() => setChosen(`${addMonths(month, 1)}-01`)}
          >
            <ChevronRight aria-hidden className="size-4" />
          </Button>
        </div>
      </CardHeader>
      {query.isError && query.data === undefined ? (
        <QueryError title={t("notLoaded")} query={query} />
      ) : (
        <MonthTable
          month={month}
          weeks={weeks}
          today={today}
          chosen={chosen}
          byDay={byDay}
          onChoose={setChosen}
        />
      )}
      <div className="flex flex-wrap items-start justify-between gap-3 border-t px-4 py-3">
        <div className="min-w-0" aria-live="polite">
          <h3 className="text-[0.8125rem] font-medium">{dayName.format(utcOf(chosen))}</h3>
          {ofChosen.length === 0 && <p className="text-xs text-ink-3">{t("nothing")}</p>}
          <ul className="flex flex-col gap-0.5 text-[0.8125rem] empty:hidden">
            {ofChosen.map((item) => (
              <li key={`${item.id} ${item.startsAt}`} className="flex flex-wrap gap-x-2.5">
                <span className="text-ink-2 tabular-nums">{format.span(item)}</span>
                <span className="font-medium break-words">{item.name}</span>
              </li>
            ))}
          </ul>
        </div>
        <ForEditors>
          <Button size="sm" onClick={() => onAdd(chosen)}>
            <Plus aria-hidden className="size-3.5" />
            {t("addOn")}
          </Button>
        </ForEditors>
      </div>
    </Card>
  );
}

function groupByDays(
  items: readonly UpcomingMaintenance[],
  zone: string,
): Map<string, UpcomingMaintenance[]> {
  const byDay = new Map<string, UpcomingMaintenance[]>();
  for (const item of items) {
    for (const day of daysOf(item, zone)) byDay.set(day, [...(byDay.get(day) ?? []), item]);
  }
  return byDay;
}
