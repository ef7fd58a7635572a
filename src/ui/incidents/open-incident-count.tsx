"use client";

import { useQuery } from "@tanstack/react-query";
import { useTRPC } from "#ui/trpc/trpc-context.ts";

const REFRESH_MS = 15_000;

/** In the navigation; nothing while all is well. */
export function OpenIncidentCount({ what = "open" }: { what?: string }) {
  const trpc = useTRPC();
  const { data: count = 0 } = useQuery(
    trpc.incident.openCount.queryOptions(undefined, { refetchInterval: REFRESH_MS }),
  );
  if (count === 0) return null;
  return (
    <span className="ml-1.5 inline-flex h-5 min-w-5 items-center justify-center rounded-full bg-down-soft px-1.5 text-xs font-semibold text-down tabular-nums">
      {count > 99 ? "99+" : count}
      <span className="sr-only"> {what}</span>
    </span>
  );
}
