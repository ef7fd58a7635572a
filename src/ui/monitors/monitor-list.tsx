"use client";

import { Plus } from "lucide-react";
import { useTranslations } from "next-intl";
import { useCallback, useMemo, useState } from "react";
import { LiveIndicator } from "#ui/live/live-indicator.tsx";
import { FirstStepsCard } from "#ui/onboarding/first-steps-card.tsx";
import { Button } from "#ui/primitives/button.tsx";
import { Card } from "#ui/primitives/card.tsx";
import { onDemand } from "#ui/primitives/on-demand.tsx";
import { PageHeader } from "#ui/primitives/page-header.tsx";
import { QueryError } from "#ui/trpc/query-error.tsx";
import { BulkBar } from "./bulk-bar.tsx";
import { BulkPanel } from "./bulk-panel.tsx";
import { NoMonitors, NothingFound } from "./empty-list.tsx";
import { GroupRow } from "./group-row.tsx";
import { type ListRow, layOutRows } from "./lay-out-rows.ts";
import { FILTER_ORDER, isFiltered, type ListView, toggled, WHOLE_LIST } from "./list-query.ts";
import { ActiveFilters, ListToolbar } from "./list-toolbar.tsx";
import { LoadMore } from "./load-more.tsx";
import { MonitorListSkeleton } from "./monitor-list-skeleton.tsx";
import { MonitorRow } from "./monitor-row.tsx";
import { MonitorRows } from "./monitor-rows.tsx";
import { SelectAll } from "./select-all.tsx";
import { SummaryStrip } from "./summary-strip.tsx";
import { useListKeys } from "./use-list-keys.ts";
import { useListView } from "./use-list-view.ts";
import { useMonitorList } from "./use-monitor-list.ts";
import { useSelection } from "./use-selection.ts";
import { ViewTabs } from "./view-tabs.tsx";

// The form is a third of the list's code, and most visits need none.
const MonitorDialog = onDemand(
  async () => (await import("#ui/monitor-form/monitor-dialog.tsx")).MonitorDialog,
);

export function MonitorList({ canEdit }: { canEdit: boolean }) {
  const t = useTranslations("monitors");
  const [view, change] = useListView();
  const { query, liveness, watch } = useMonitorList(view);
  const [adding, setAdding] = useState<"never" | "open" | "closed">("never");
  const first = query.data?.pages[0];
  const { hasNextPage, isFetchingNextPage, fetchNextPage } = query;
  const items = useMemo(() => query.data?.pages.flatMap((page) => page.items) ?? [], [query.data]);
  const rows = useMemo(
    () => layOutRows({ items, groups: first?.groups ?? null, closed: view.closed, hasMore: hasNextPage }),
    [items, first, view.closed, hasNextPage],
  );
  const matching = matchingOf(first?.counts, view);
  const selection = useSelection({ rows, view, matching });
  const loadMore = useCallback(() => {
    if (hasNextPage && !isFetchingNextPage) void fetchNextPage();
  }, [hasNextPage, isFetchingNextPage, fetchNextPage]);
  const { active, onFocus } = useListKeys({ rows, selection, canEdit, onEnd: loadMore });
  const isUntouched = first !== undefined && rows.length === 0 && !isFiltered(view);
  const add = () => setAdding("open");

  const renderRow = (row: ListRow) => {
    if (row.kind === "group") {
      return (
        <GroupRow
          group={row.group}
          grouping={view.grouping ?? "status"}
          isOpen={row.isOpen}
          onToggle={(key) => change({ closed: toggled(view.closed, key) })}
        />
      );
    }
    const { item, key } = row;
    const isSelected = selection.has(item.id);
    const isStray = view.statuses.length > 0 && !view.statuses.includes(item.verdict);
    return (
      <MonitorRow
        item={item}
        rowKey={key}
        isSelected={isSelected}
        isStray={isStray}
        focusTurn={active.key === key && active.turn > 0 ? active.turn : null}
        canEdit={canEdit}
        onFocus={onFocus}
        onSelect={selection.toggle}
      />
    );
  };

  return (
    <div className="flex flex-col gap-4">
      <PageHeader title={t("title")}>
        {items.length > 0 && <LiveIndicator liveness={liveness} />}
        {!isUntouched && canEdit && (
          <Button variant="primary" onClick={add}>
            <Plus aria-hidden className="size-4" />
            {/* Beside "Reconnecting" there is no room for two words on a phone. */}
            <span>{t.rich("add", { rest: (text) => <span className="max-sm:sr-only">{text}</span> })}</span>
          </Button>
        )}
      </PageHeader>
      <FirstStepsCard />
      <BulkPanel />
      {!isUntouched && (
        <>
          <ViewTabs view={view} />
          <div className="flex flex-wrap items-center justify-between gap-3">
            <SummaryStrip view={view} onChange={change} counts={first?.counts} />
            <ListToolbar view={view} onChange={change} />
          </div>
          <ActiveFilters view={view} onChange={change} />
        </>
      )}
      <Card>
        {query.isPending && <MonitorListSkeleton />}
        {query.isError && items.length === 0 && <QueryError title={t("loadFailed")} query={query} />}
        {isUntouched && <NoMonitors onAdd={canEdit ? add : null} />}
        {first !== undefined && rows.length === 0 && isFiltered(view) && (
          <NothingFound
            view={view}
            onChange={change}
            onClear={() => change({ ...WHOLE_LIST, sort: view.sort })}
          />
        )}
        {rows.length > 0 && (
          <MonitorRows
            rows={rows}
            watch={watch}
            active={active}
            selectAll={canEdit && <SelectAll selection={selection} />}
          >
            {renderRow}
          </MonitorRows>
        )}
      </Card>
      {hasNextPage && (
        <LoadMore shown={items.length} total={matching} busy={isFetchingNextPage} onLoad={loadMore} />
      )}
      {selection.count > 0 && canEdit && <BulkBar selection={selection} matching={matching} />}
      {adding !== "never" && (
        <MonitorDialog
          open={adding === "open"}
          onOpenChange={(open) => setAdding(open ? "open" : "closed")}
        />
      )}
    </div>
  );
}

function matchingOf(counts: Record<string, number> | undefined, { statuses }: ListView): number {
  const wanted = statuses.length === 0 ? FILTER_ORDER : statuses;
  return wanted.reduce((sum, verdict) => sum + (counts?.[verdict] ?? 0), 0);
}
