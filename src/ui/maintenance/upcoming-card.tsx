"use client";

import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import type { UpcomingMaintenance } from "#contracts/maintenance.ts";
import { useFormat } from "#ui/format/use-format.ts";
import { Card, CardHeader } from "#ui/primitives/card.tsx";
import { Skeleton } from "#ui/primitives/skeleton.tsx";
import { QueryError } from "#ui/trpc/query-error.tsx";
import { useTRPC } from "#ui/trpc/trpc-context.ts";
import { groupByDay } from "./group-by-day.ts";

/** The next 30 days, day by day, in the reader's zone. */
export function UpcomingCard() {
  const trpc = useTRPC();
  const t = useTranslations("maintenance.agenda");
  const format = useFormat();
  const query = useQuery(trpc.maintenance.upcoming.queryOptions(undefined, { refetchInterval: 60_000 }));
  const days = groupByDay(query.data ?? [], format);
  return (
    <Card aria-label={t("title")}>
      <CardHeader title={t("title")} note={t("note")} />
      {query.isPending && <Skeleton className="m-4 h-40" />}
      {query.isError && query.data === undefined && <QueryError title={t("notLoaded")} query={query} />}
      {query.data?.length === 0 && <p className="px-4 py-8 text-center text-sm text-ink-3">{t("nothing")}</p>}
      <ul className="divide-y empty:hidden">
        {days.map(({ day, items }) => (
          <li key={day} className="grid gap-x-4 gap-y-1 px-4 py-3 sm:grid-cols-[7rem_1fr]">
            <h3 className="text-[0.8125rem] font-medium text-ink-2">{day}</h3>
            <ul className="flex flex-col gap-1.5">
              {items.map((item) => (
                <UpcomingLine key={`${item.id}-${item.startsAt}`} item={item} />
              ))}
            </ul>
          </li>
        ))}
      </ul>
    </Card>
  );
}

function UpcomingLine({ item }: { item: UpcomingMaintenance }) {
  const t = useTranslations("maintenance.agenda");
  const format = useFormat();
  return (
    <li className="flex flex-wrap items-baseline gap-x-2.5 text-[0.8125rem]">
      <time dateTime={new Date(item.startsAt).toISOString()} className="text-ink-2 tabular-nums">
        {format.time(item.startsAt)} – {format.time(item.endsAt)}
      </time>
      <span className="min-w-0 font-medium break-words">{item.name}</span>
      <span className="text-xs text-ink-3">{t("monitors", { count: item.monitors })}</span>
    </li>
  );
}
