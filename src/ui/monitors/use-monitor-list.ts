"use client";

import { keepPreviousData, useInfiniteQuery, useQueryClient } from "@tanstack/react-query";
import { useCallback, useEffect, useState } from "react";
import type { LiveMonitor } from "#contracts/view.ts";
import { type ListData, mergeLive } from "#ui/live/merge-live.ts";
import { type Liveness, pollMs, useLiveMonitors } from "#ui/live/use-live-monitors.ts";
import { useTRPC } from "#ui/trpc/trpc-context.ts";
import { type ListView, listInput } from "./list-query.ts";

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
  const query = useInfiniteQuery(options);
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
