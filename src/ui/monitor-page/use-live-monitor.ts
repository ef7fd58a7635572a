"use client";

import { useQueryClient } from "@tanstack/react-query";
import { useCallback, useRef } from "react";
import type { LiveMonitor, MonitorDetail } from "#contracts/view.ts";
import { type Liveness, useLiveMonitors } from "#ui/live/use-live-monitors.ts";
import { useTRPC } from "#ui/trpc/trpc-context.ts";

const CHART_EVERY_MS = 10_000;

/** Each pushed state shows its verdict at once and fetches what it does not carry. */
export function useLiveMonitor(id: string): Liveness {
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const chartAt = useRef(0);
  const lastSeen = useRef("");

  const onStates = useCallback(
    (states: LiveMonitor[]) => {
      const state = states.find((candidate) => candidate.id === id);
      if (state === undefined || lastSeen.current === fingerprint(state)) return;
      lastSeen.current = fingerprint(state);

      const detailKey = trpc.monitor.get.queryKey({ id });
      const before = queryClient.getQueryData<MonitorDetail>(detailKey);
      const changed = before !== undefined && before.verdict !== state.verdict;
      if (changed) {
        const { verdict, reason, since } = state;
        queryClient.setQueryData<MonitorDetail>(detailKey, { ...before, verdict, reason, since });
      }
      void queryClient.invalidateQueries({ queryKey: detailKey });
      void queryClient.invalidateQueries({ queryKey: trpc.monitor.ticks.pathKey() });
      void queryClient.invalidateQueries({ queryKey: trpc.monitor.transitions.pathKey() });

      const now = Date.now();
      if (!changed && now - chartAt.current < CHART_EVERY_MS) return;
      chartAt.current = now;
      void queryClient.invalidateQueries({ queryKey: trpc.monitor.latency.pathKey() });
      void queryClient.invalidateQueries({ queryKey: trpc.monitor.gaps.pathKey() });
      if (changed) void queryClient.invalidateQueries({ queryKey: trpc.monitor.uptime.pathKey() });
    },
    [id, trpc, queryClient],
  );
  return useLiveMonitors([id], onStates);
}

function fingerprint(state: LiveMonitor): string {
  return JSON.stringify([state.verdict, state.since, state.ticks.map(({ region, at }) => [region, at])]);
}
