"use client";

import { keepPreviousData, useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { CircleCheck, Plus, SearchX } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { Button } from "#ui/primitives/button.tsx";
import { Card } from "#ui/primitives/card.tsx";
import { EmptyState } from "#ui/primitives/empty-state.tsx";
import { Example } from "#ui/primitives/example.tsx";
import { OlderFooter } from "#ui/primitives/older-footer.tsx";
import { PageHeader } from "#ui/primitives/page-header.tsx";
import { ForEditors } from "#ui/team/for-editors.tsx";
import { QueryError } from "#ui/trpc/query-error.tsx";
import { useTRPC } from "#ui/trpc/trpc-context.ts";
import { IncidentFilters } from "./incident-filters.tsx";
import { IncidentListSkeleton } from "./incident-list-skeleton.tsx";
import { incidentListInput, isFiltered, NO_FILTER } from "./incident-query.ts";
import { INCIDENT_GRID, IncidentRow } from "./incident-row.tsx";
import { ManualIncidentDialog } from "./manual-incident-dialog.tsx";
import { useIncidentFilter } from "./use-incident-filter.ts";

const REFRESH_MS = 10_000;

export function IncidentList() {
  const t = useTranslations("incidents");
  const trpc = useTRPC();
  const [filter, setFilter] = useIncidentFilter();
  const [opening, setOpening] = useState(false);
  const query = useInfiniteQuery(
    trpc.incident.list.infiniteQueryOptions(incidentListInput(filter), {
      getNextPageParam: (page) => page.nextCursor,
      placeholderData: keepPreviousData,
      // Every loaded page is asked again, so a long list is refreshed less often.
      refetchInterval: ({ state }) => REFRESH_MS * (state.data?.pages.length ?? 1),
    }),
  );
  const monitor = useQuery({
    ...trpc.monitor.get.queryOptions({ id: filter.monitorId ?? "" }),
    enabled: filter.monitorId !== null,
  });
  const items = query.data?.pages.flatMap((page) => page.items) ?? [];
  const nothing = query.data !== undefined && items.length === 0;

  return (
    <div className="flex flex-col gap-5">
      <PageHeader title={t("title")} note={t("note")}>
        <ForEditors>
          <Button onClick={() => setOpening(true)}>
            <Plus aria-hidden className="size-4" />
            {t("openOne")}
          </Button>
        </ForEditors>
      </PageHeader>
      <IncidentFilters filter={filter} onChange={setFilter} monitorName={monitor.data?.name} />
      <Card aria-label={t("title")}>
        {query.isPending && <IncidentListSkeleton />}
        {query.isError && query.data === undefined && <QueryError title={t("notLoaded")} query={query} />}
        {nothing && isFiltered(filter) && <NothingFound onClear={() => setFilter(NO_FILTER)} />}
        {nothing && !isFiltered(filter) && <NoIncidents />}
        {items.length > 0 && (
          <>
            <div
              aria-hidden
              className={`hidden border-b px-4 py-2 text-xs font-medium text-ink-3 ${INCIDENT_GRID}`}
            >
              <span>{t("columns.state")}</span>
              <span>{t("columns.incident")}</span>
              <span>{t("columns.about")}</span>
              <span>{t("columns.since")}</span>
              <span className="text-right">{t("columns.lasts")}</span>
            </div>
            <ul className="divide-y">
              {items.map((incident) => (
                <IncidentRow key={incident.id} incident={incident} />
              ))}
            </ul>
          </>
        )}
        <OlderFooter query={query} />
      </Card>
      <ManualIncidentDialog open={opening} onOpenChange={setOpening} />
    </div>
  );
}

function NoIncidents() {
  const t = useTranslations("incidents.none");
  return (
    <EmptyState icon={CircleCheck} title={t("title")}>
      <p>{t("what")}</p>
      <p className="mt-2 text-ink-3">{t("byHand")}</p>
      <Example>{t("example")}</Example>
    </EmptyState>
  );
}

function NothingFound({ onClear }: { onClear: () => void }) {
  const t = useTranslations("incidents.noMatch");
  return (
    <EmptyState icon={SearchX} title={t("title")} action={<Button onClick={onClear}>{t("clear")}</Button>}>
      {t("advice")}
    </EmptyState>
  );
}
