"use client";

import { Plus, Radar, SearchX } from "lucide-react";
import { useCallback, useState } from "react";
import { countOf } from "#ui/format/format-count.ts";
import { LiveIndicator } from "#ui/live/live-indicator.tsx";
import { MonitorDialog } from "#ui/monitor-form/monitor-dialog.tsx";
import { FirstStepsCard } from "#ui/onboarding/first-steps-card.tsx";
import { Button } from "#ui/primitives/button.tsx";
import { Card } from "#ui/primitives/card.tsx";
import { EmptyState } from "#ui/primitives/empty-state.tsx";
import { PageHeader } from "#ui/primitives/page-header.tsx";
import { QueryError } from "#ui/trpc/query-error.tsx";
import { MonitorFilters } from "./monitor-filters.tsx";
import { MonitorListSkeleton } from "./monitor-list-skeleton.tsx";
import { MonitorRows } from "./monitor-rows.tsx";
import { useListFilter } from "./use-list-filter.ts";
import { useMonitorList } from "./use-monitor-list.ts";

export function MonitorList() {
  const [filter, setFilter] = useListFilter();
  const { query, liveness, watch } = useMonitorList(filter);
  const [adding, setAdding] = useState(false);
  const add = useCallback(() => setAdding(true), []);
  const first = query.data?.pages[0];
  const items = query.data?.pages.flatMap((page) => page.items) ?? [];
  const filtered = filter.search !== "" || filter.status !== null || filter.tag !== null;
  const untouched = first !== undefined && items.length === 0 && !filtered;

  return (
    <div className="flex flex-col gap-5">
      <PageHeader title="Monitors">
        {items.length > 0 && <LiveIndicator liveness={liveness} />}
        {!untouched && (
          <Button variant="primary" onClick={add}>
            <Plus aria-hidden className="size-4" />
            {/* Beside "Reconnecting" there is no room for two words on a phone. */}
            <span>
              Add<span className="max-sm:sr-only"> monitor</span>
            </span>
          </Button>
        )}
      </PageHeader>
      <FirstStepsCard />
      {!untouched && <MonitorFilters filter={filter} onChange={setFilter} counts={first?.counts} />}
      <Card>
        {query.isPending && <MonitorListSkeleton />}
        {query.isError && items.length === 0 && (
          <QueryError title="Monitors could not be loaded" query={query} />
        )}
        {untouched && <NoMonitors onAdd={add} />}
        {first !== undefined && items.length === 0 && filtered && (
          <NothingFound onClear={() => setFilter({ search: "", status: null, tag: null })} />
        )}
        {items.length > 0 && <MonitorRows items={items} watch={watch} />}
      </Card>
      {query.hasNextPage && (
        <div className="flex flex-col items-center gap-2">
          <Button onClick={() => void query.fetchNextPage()} busy={query.isFetchingNextPage}>
            Load more
          </Button>
          <p className="text-xs text-ink-3 tabular-nums">
            {items.length} of {countOf(first?.total ?? 0, "monitor")}
          </p>
        </div>
      )}
      <MonitorDialog open={adding} onOpenChange={setAdding} />
    </div>
  );
}

function NoMonitors({ onAdd }: { onAdd: () => void }) {
  return (
    <EmptyState
      icon={Radar}
      title="Watch your first address"
      action={
        <Button variant="primary" onClick={onAdd}>
          <Plus aria-hidden className="size-4" />
          Add monitor
        </Button>
      }
    >
      <p>
        Give a URL that should answer, such as{" "}
        <code className="font-mono text-xs">https://example.com/health</code>. Every region checks it on its
        own turn; you see the first result within seconds.
      </p>
      <p className="mt-2 text-ink-3">
        It counts as down only when more than half of the regions fail twice in a row.
      </p>
    </EmptyState>
  );
}

function NothingFound({ onClear }: { onClear: () => void }) {
  return (
    <EmptyState
      icon={SearchX}
      title="No monitor matches"
      action={<Button onClick={onClear}>Clear filters</Button>}
    >
      Try another word, or another status.
    </EmptyState>
  );
}
