"use client";

import { useSearchParams } from "next/navigation";
import { useCallback, useMemo } from "react";
import { type ListView, readView, writeView } from "./list-query.ts";

/** The view lives in the address, so that it can be shared and survives a reload. */
export function useListView(): [ListView, (change: Partial<ListView>) => void] {
  const params = useSearchParams();
  const view = useMemo(() => readView(new URLSearchParams(params)), [params]);
  const change = useCallback((next: Partial<ListView>) => {
    // From the address and not from the last rendering: two changes may come before the next one.
    const params = new URLSearchParams(window.location.search);
    showQuery(withView(writeView({ ...readView(params), ...next }), params.get("view")));
  }, []);
  return [view, change];
}

/** Which saved view was opened stays in the address while it is changed. */
export function withView(query: string, id: string | null): string {
  if (id === null) return query;
  return `${query}${query === "" ? "" : "&"}view=${encodeURIComponent(id)}`;
}

export function showQuery(query: string): void {
  window.history.replaceState(null, "", query === "" ? window.location.pathname : `?${query}`);
}
