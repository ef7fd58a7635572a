"use client";

import { keepPreviousData, useInfiniteQuery } from "@tanstack/react-query";
import { useId, useState } from "react";
import type { RegionReadingView, TickView } from "#contracts/view.ts";
import { Card, CardHeader } from "#ui/primitives/card.tsx";
import { OlderFooter } from "#ui/primitives/older-footer.tsx";
import { Select } from "#ui/primitives/select.tsx";
import { Skeleton } from "#ui/primitives/skeleton.tsx";
import { Switch } from "#ui/primitives/switch.tsx";
import { QueryError } from "#ui/trpc/query-error.tsx";
import { useTRPC } from "#ui/trpc/trpc-context.ts";
import { PhaseLegend } from "./phase-legend.tsx";
import { TICKS_LIMIT } from "./range.ts";
import { TICK_GRID, TickRow } from "./tick-row.tsx";

const EVERY_REGION = "every";

type TicksCardProps = {
  id: string;
  readings: readonly RegionReadingView[];
  nameOf: (region: string) => string;
};

export function TicksCard({ id, readings, nameOf }: TicksCardProps) {
  const trpc = useTRPC();
  const switchId = useId();
  const [region, setRegion] = useState(EVERY_REGION);
  const [failedOnly, setFailedOnly] = useState(false);
  const query = useInfiniteQuery(
    trpc.monitor.ticks.infiniteQueryOptions(
      {
        id,
        limit: TICKS_LIMIT,
        ...(region === EVERY_REGION ? {} : { region }),
        ...(failedOnly ? { failedOnly } : {}),
      },
      { getNextPageParam: (page) => page.nextCursor, placeholderData: keepPreviousData },
    ),
  );
  const ticks = query.data?.pages.flatMap((page) => page.items) ?? [];
  const scaleUs = longest(ticks);
  const regions = [
    { value: EVERY_REGION, label: "Every region" },
    ...readings.map((reading) => ({ value: reading.region, label: reading.regionName })),
  ];

  return (
    <Card>
      <CardHeader title="Checks" note="Newest first. Open one for its timing and evidence.">
        <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
          <label htmlFor={switchId} className="flex items-center gap-2 text-[0.8125rem] text-ink-2">
            <Switch id={switchId} checked={failedOnly} onChange={setFailedOnly} />
            Failed only
          </label>
          <Select
            aria-label="Region"
            value={region}
            onChange={setRegion}
            options={regions}
            className="h-8 w-40 text-[0.8125rem]"
          />
        </div>
      </CardHeader>
      {query.isPending && <Skeleton className="m-4 h-48" />}
      {query.isError && ticks.length === 0 && <QueryError title="Checks could not be loaded" query={query} />}
      {query.isSuccess && ticks.length === 0 && (
        <p className="px-4 py-8 text-center text-sm text-ink-3">
          {failedOnly ? "No failed check." : "No check yet. The first ones arrive within seconds."}
        </p>
      )}
      {ticks.length > 0 && (
        <>
          <div
            aria-hidden
            className={`hidden border-b px-4 py-2 text-xs font-medium text-ink-3 ${TICK_GRID}`}
          >
            <span />
            <span>When</span>
            <span>Region</span>
            <span>Result</span>
            <PhaseLegend />
            <span className="text-right">Total</span>
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
      <OlderFooter query={query} label="Older checks" />
    </Card>
  );
}

function longest(ticks: readonly TickView[]): number {
  return ticks.reduce((most, tick) => Math.max(most, tick.totalUs), 0);
}
