"use client";

import { keepPreviousData, useInfiniteQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useState } from "react";
import type { RegionReadingView, TickView } from "#contracts/view.ts";
import { Card, CardHeader } from "#ui/primitives/card.tsx";
import { OlderFooter } from "#ui/primitives/older-footer.tsx";
import { Skeleton } from "#ui/primitives/skeleton.tsx";
import { QueryError } from "#ui/trpc/query-error.tsx";
import { useTRPC } from "#ui/trpc/trpc-context.ts";
import { TICKS_LIMIT } from "./chart-address.ts";
import { PhaseLegend } from "./phase-legend.tsx";
import { type TickFilter, tickSpan } from "./tick-filter.ts";
import { TickFilters } from "./tick-filters.tsx";
import { TICK_GRID, TickRow } from "./tick-row.tsx";
import { useChartAddress } from "./use-chart-address.ts";

type TicksCardProps = {
  id: string;
  readings: readonly RegionReadingView[];
  nameOf: (region: string) => string;
};

export function TicksCard({ id, readings, nameOf }: TicksCardProps) {
  const t = useTranslations("monitorPage.ticks");
  const trpc = useTRPC();
  const { range } = useChartAddress().address;
  const [filter, setFilter] = useState<TickFilter>({ region: null, failedOnly: false, when: "any" });
  // When the filter was set: a time that moves on would be another question each minute.
  const [nowMs, setNowMs] = useState(() => Date.now());
  const { region, failedOnly, when } = filter;
  const span = tickSpan(when, { nowMs, range });
  const query = useInfiniteQuery(
    trpc.monitor.ticks.infiniteQueryOptions(
      {
        id,
        limit: TICKS_LIMIT,
        ...(region !== null && { region }),
        ...(failedOnly && { failedOnly }),
        ...span,
      },
      { getNextPageParam: (page) => page.nextCursor, placeholderData: keepPreviousData },
    ),
  );
  const ticks = query.data?.pages.flatMap((page) => page.items) ?? [];
  const scaleUs = longest(ticks);
  const change = (changed: Partial<TickFilter>) => {
    setNowMs(Date.now());
    setFilter({ ...filter, ...changed });
  };

  return (
    <Card aria-label={t("title")}>
      <CardHeader title={t("title")} note={t("note")}>
        <TickFilters id={id} filter={filter} span={span} readings={readings} onChange={change} />
      </CardHeader>
      {query.isPending && <Skeleton className="m-4 h-48" />}
      {query.isError && ticks.length === 0 && <QueryError title={t("failed")} query={query} />}
      {query.isSuccess && ticks.length === 0 && (
        <p className="px-4 py-8 text-center text-sm text-ink-3">
          {failedOnly ? t("noFailed") : when === "any" ? t("none") : t("noneThen")}
        </p>
      )}
      {ticks.length > 0 && (
        <>
          <div
            aria-hidden
            className={`hidden border-b px-4 py-2 text-xs font-medium text-ink-3 ${TICK_GRID}`}
          >
            <span />
            <span>{t("when")}</span>
            <span>{t("region")}</span>
            <span>{t("result")}</span>
            <PhaseLegend />
            <span className="text-right">{t("total")}</span>
          </div>
          <ul className="divide-y">
            {ticks.map((tick) => (
              <TickRow
                key={`${tick.region}@${tick.at}`}
                id={id}
                tick={tick}
                scaleUs={scaleUs}
                nameOf={nameOf}
              />
            ))}
          </ul>
        </>
      )}
      <OlderFooter query={query} label={t("older")} />
    </Card>
  );
}

function longest(ticks: readonly TickView[]): number {
  return ticks.reduce((most, tick) => Math.max(most, tick.totalUs), 0);
}
