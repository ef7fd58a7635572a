"use client";

import { keepPreviousData, useQuery } from "@tanstack/react-query";
import type { LatencySeries } from "#contracts/latency.ts";
import { useTRPC } from "#ui/trpc/trpc-context.ts";

export const WEEK_MS = 7 * 86_400_000;

/** The same hours a week before, while they are wanted. */
export function useEarlier({
  id,
  data,
  wanted,
}: {
  id: string;
  data: LatencySeries | undefined;
  wanted: boolean;
}): LatencySeries | undefined {
  const trpc = useTRPC();
  const fromMs = (data?.fromMs ?? WEEK_MS) - WEEK_MS;
  const toMs = (data?.toMs ?? 2 * WEEK_MS) - WEEK_MS;
  const query = useQuery(
    trpc.monitor.latency.queryOptions(
      { id, fromMs, toMs },
      { enabled: wanted && data !== undefined, placeholderData: keepPreviousData, staleTime: 300_000 },
    ),
  );
  return wanted ? query.data : undefined;
}
