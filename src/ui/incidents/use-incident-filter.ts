"use client";

import { useSearchParams } from "next/navigation";
import { type IncidentFilter, readIncidentFilter, writeIncidentFilter } from "./incident-query.ts";

/** The filter lives in the address, so that it can be shared and survives a reload. */
export function useIncidentFilter(): [IncidentFilter, (filter: IncidentFilter) => void] {
  const params = useSearchParams();
  return [readIncidentFilter((name) => params.get(name)), showFilter];
}

function showFilter(filter: IncidentFilter): void {
  const query = writeIncidentFilter(filter);
  window.history.replaceState(null, "", query === "" ? window.location.pathname : `?${query}`);
}
