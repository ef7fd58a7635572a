"use client";

import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import type { PaletteHit } from "#contracts/palette.ts";
import { useTRPC } from "#ui/trpc/trpc-context.ts";

const SETTLE_MS = 120;

/** What the server finds; the last answer stays while the next one is on its way. */
export function usePaletteSearch(search: string) {
  const trpc = useTRPC();
  const [asked, setAsked] = useState(search);
  useEffect(() => {
    const timer = setTimeout(() => setAsked(search), SETTLE_MS);
    return () => clearTimeout(timer);
  }, [search]);
  const query = useQuery({
    ...trpc.palette.search.queryOptions({ search: asked.slice(0, 100) }),
    enabled: asked !== "",
    placeholderData: keepPreviousData,
    // What was found may have been paused from here a moment ago.
    staleTime: 0,
  });
  const hits: PaletteHit[] = search === "" ? [] : (query.data ?? []);
  const waiting = search !== "" && (asked !== search || query.isFetching);
  return { hits, waiting, error: search === "" ? null : query.error };
}
