"use client";

import { useQuery } from "@tanstack/react-query";
import type { UpcomingMaintenance } from "#contracts/maintenance.ts";
import { countOf } from "#ui/format/format-count.ts";
import { formatHour } from "#ui/format/format-moment.ts";
import { useHydrated } from "#ui/live/use-hydrated.ts";
import { Card, CardHeader } from "#ui/primitives/card.tsx";
import { Skeleton } from "#ui/primitives/skeleton.tsx";
import { QueryError } from "#ui/trpc/query-error.tsx";
import { useTRPC } from "#ui/trpc/trpc-context.ts";
import { groupByDay } from "./group-by-day.ts";

/** The next 30 days, day by day, in the reader's zone. */
export function UpcomingCard() {
  const trpc = useTRPC();
  const zone = useHydrated() ? undefined : "UTC";
  const query = useQuery(trpc.maintenance.upcoming.queryOptions(undefined, { refetchInterval: 60_000 }));
  const days = groupByDay(query.data ?? [], zone);
  return (
    <Card aria-label="The next 30 days">
      <CardHeader title="The next 30 days" note="In your time." />
      {query.isPending && <Skeleton className="m-4 h-40" />}
      {query.isError && query.data === undefined && (
        <QueryError title="The calendar could not be loaded" query={query} />
      )}
      {query.data?.length === 0 && (
        <p className="px-4 py-8 text-center text-sm text-ink-3">Nothing is planned in the next 30 days.</p>
      )}
      <ul className="divide-y empty:hidden">
        {days.map(({ day, items }) => (
          <li key={day} className="grid gap-x-4 gap-y-1 px-4 py-3 sm:grid-cols-[7rem_1fr]">
            <h3 className="text-[0.8125rem] font-medium text-ink-2">{day}</h3>
            <ul className="flex flex-col gap-1.5">
              {items.map((item) => (
                <UpcomingLine key={`${item.id}-${item.startsAt}`} item={item} zone={zone} />
              ))}
            </ul>
          </li>
        ))}
      </ul>
    </Card>
  );
}

function UpcomingLine({ item, zone }: { item: UpcomingMaintenance; zone: string | undefined }) {
  return (
    <li className="flex flex-wrap items-baseline gap-x-2.5 text-[0.8125rem]">
      <time dateTime={new Date(item.startsAt).toISOString()} className="text-ink-2 tabular-nums">
        {formatHour(item.startsAt, zone)} – {formatHour(item.endsAt, zone)}
      </time>
      <span className="min-w-0 font-medium break-words">{item.name}</span>
      <span className="text-xs text-ink-3">{countOf(item.monitors, "monitor")}</span>
    </li>
  );
}
