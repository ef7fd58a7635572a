"use client";

import { keepPreviousData, useInfiniteQuery, useQuery, useQueryClient } from "@tanstack/react-query";
import { useCallback, useEffect, useRef, useState } from "react";
import type { LiveMonitor, MonitorListPage } from "#contracts/view.ts";
import { type ListData, mergeLive } from "#ui/live/merge-live.ts";
import { type Liveness, pollMs, useLiveMonitors } from "#ui/live/use-live-monitors.ts";
import { useTRPC } from "#ui/trpc/trpc-context.ts";
import { useForeseenEdits } from "./foreseen-edits.ts";
import { filterOf, type ListView, listInput } from "./list-query.ts";

const COUNT_EVERY_MS = 3_000;

/** Rows that nobody watches change too: a glance at the counts says when it is time to ask for the list. */
function useNews(
  view: ListView,
  shown: MonitorListPage["counts"] | undefined,
  refetch: (options: { cancelRefetch: boolean }) => Promise<unknown>,
): void {
  const trpc = useTRPC();
  const { data: counts } = useQuery(
    trpc.monitor.counts.queryOptions(filterOf({ ...view, statuses: [] }), {
      refetchInterval: COUNT_EVERY_MS,
      enabled: shown !== undefined,
    }),
  );
  const [now, before] = [JSON.stringify(counts), JSON.stringify(shown)];
  // Only what the counts say newly: a list that moved ahead of them by the live stream is no news.
  const news = useRef(now);
  useEffect(() => {
    if (now === news.current) return;
    news.current = now;
    if (now !== undefined && now !== before) void refetch({ cancelRefetch: false });
  }, [now, before, refetch]);
}

/** The list as it is now: pages from the server with live states laid over them. */
export function useMonitorList(view: ListView) {
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const [watched, setWatched] = useState<readonly string[]>([]);
  const [liveness, setLiveness] = useState<Liveness>("connecting");

  const options = trpc.monitor.list.infiniteQueryOptions(listInput(view), {
    getNextPageParam: (page) => page.nextCursor,
    placeholderData: keepPreviousData,
  });
  const edits = useForeseenEdits();
  const select = useCallback((data: ListData) => edits.reduce((shown, edit) => edit(shown), data), [edits]);
  const query = useInfiniteQuery({ ...options, select });
  const { refetch } = query;
  // Every loaded page is asked again, so a long list is refreshed less often.
  const everyMs = pollMs(liveness) * Math.ceil((query.data?.pages.length ?? 1) / 4);
  // Not refetchInterval: each live state that is merged in starts its clock anew, so it would never strike.
  useEffect(() => {
    const timer = setInterval(() => {
      if (!document.hidden) void refetch({ cancelRefetch: false });
    }, everyMs);
    return () => clearInterval(timer);
  }, [everyMs, refetch]);

  useNews(view, query.data?.pages[0]?.counts, refetch);

  const merge = useCallback(
    (states: LiveMonitor[]) => {
      queryClient.setQueriesData<ListData>(
        { queryKey: trpc.monitor.list.pathKey(), type: "active" },
        (data) => (data === undefined ? undefined : mergeLive(data, states)),
      );
    },
    [queryClient, trpc],
  );
  const current = useLiveMonitors(watched, merge);
  if (current !== liveness) setLiveness(current);

  const watch = useCallback((ids: readonly string[]) => {
    setWatched((before) => (before.join() === ids.join() ? before : ids));
  }, []);
  return { query, liveness, watch };
}
