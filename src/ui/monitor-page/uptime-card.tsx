"use client";

import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useId, useState } from "react";
import type { UptimeDay, UptimePeriod } from "#contracts/uptime-history.ts";
import { DataTable } from "#ui/charts/data-table.tsx";
import { DayBars } from "#ui/charts/day-bars.tsx";
import { useFormat } from "#ui/format/use-format.ts";
import { Card, CardHeader } from "#ui/primitives/card.tsx";
import { Figure } from "#ui/primitives/figure.tsx";
import { Skeleton } from "#ui/primitives/skeleton.tsx";
import { Switch } from "#ui/primitives/switch.tsx";
import { QueryError } from "#ui/trpc/query-error.tsx";
import { useTRPC } from "#ui/trpc/trpc-context.ts";
import { DayDetail } from "./day-detail.tsx";
import { useDescribeDay } from "./use-describe-day.ts";

const DAY_MS = 86_400_000;

/** How much of the time it was up: five periods, and a bar for each of 90 days. */
export function UptimeCard({ id }: { id: string }) {
  const t = useTranslations("monitorPage.uptime");
  const trpc = useTRPC();
  const switchId = useId();
  const [raw, setRaw] = useState(false);
  const query = useQuery(trpc.monitor.uptime.queryOptions({ id }, { refetchInterval: 60_000 }));
  return (
    <Card aria-label={t("title")}>
      <CardHeader title={t("title")} note={raw ? t("noteRaw") : t("note")}>
        <label htmlFor={switchId} className="flex items-center gap-2 text-[0.8125rem] text-ink-2">
          <Switch id={switchId} checked={raw} onChange={setRaw} />
          {t("countMaintenance")}
        </label>
      </CardHeader>
      {query.isPending && <Skeleton className="m-4 h-40" />}
      {query.isError && query.data === undefined && <QueryError title={t("failed")} query={query} />}
      {query.data !== undefined && (
        <>
          <dl className="grid grid-cols-2 overflow-hidden border-b sm:grid-cols-5 [&>div]:-mt-px [&>div]:-ml-px [&>div]:border-t [&>div]:border-l max-sm:[&>div:last-child]:col-span-2">
            {query.data.periods.map((period) => (
              <Period key={period.days} period={period} raw={raw} />
            ))}
          </dl>
          <Days days={query.data.days} />
        </>
      )}
    </Card>
  );
}

function Period({ period, raw }: { period: UptimePeriod; raw: boolean }) {
  const t = useTranslations("monitorPage.uptime");
  const format = useFormat();
  const ratio = raw ? period.rawRatio : period.ratio;
  const notes = [
    period.coverage === null ? t("coverageSoon") : t("coverage", { share: format.percent(period.coverage) }),
  ];
  if (!raw && period.rawRatio !== null && period.rawRatio !== period.ratio) {
    const maintenance = format.duration(period.maintenanceMs);
    notes.push(t("without", { maintenance, raw: format.percent(period.rawRatio) }));
  }
  const isShort = period.fromMs > Date.now() - (period.days - 0.1) * DAY_MS;
  if (isShort && period.days > 1) notes.push(t("since", { day: format.day(period.fromMs) }));
  return (
    <Figure
      label={t(`period.${period.days}`)}
      value={ratio === null ? "–" : format.percent(ratio)}
      note={notes.map((note) => (
        <span key={note} className="block text-pretty" suppressHydrationWarning>
          {note}
        </span>
      ))}
    />
  );
}

function Days({ days }: { days: readonly UptimeDay[] }) {
  const t = useTranslations("monitorPage.uptime");
  const format = useFormat();
  const describe = useDescribeDay();
  const [chosen, setChosen] = useState<number | null>(null);
  const shown = chosen ?? days.length - 1;
  const day = days[shown];
  const [first, last] = [days[0], days.at(-1)];
  return (
    <div className="px-4 pt-4 pb-2">
      <DayBars days={days} shown={shown} onShow={setChosen} describe={describe} />
      <p aria-hidden className="flex justify-between pt-1 text-[0.6875rem] text-ink-3">
        <span>{first === undefined ? "" : format.utcDay(first.at)}</span>
        <span>{last === undefined ? "" : format.utcDay(last.at)}</span>
      </p>
      {day !== undefined && <DayDetail day={day} />}
      <div className="-mx-2">
        <DataTable
          summary={t("table")}
          caption={t("tableCaption")}
          head={[t("day"), t("uptime"), t("down"), t("maintenance"), t("known"), t("incidents")]}
          rows={days.toReversed().map((row) => {
            const knownMs = row.upMs + row.downMs;
            return {
              key: row.at,
              cells: [
                format.utcDay(row.at),
                knownMs === 0 ? t("noData") : format.percent(row.upMs / knownMs),
                format.duration(row.downMs),
                format.duration(row.maintenanceMs),
                row.coverage === null ? "–" : format.percent(row.coverage),
                format.count(row.incidents.length),
              ],
            };
          })}
        />
      </div>
    </div>
  );
}
