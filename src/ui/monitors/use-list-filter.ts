"use client";

import { useSearchParams } from "next/navigation";
import { type ListFilter, readFilter } from "./list-query.ts";

/** The filter lives in the address, so that it can be shared and survives a reload. */
export function useListFilter(): [ListFilter, (filter: ListFilter) => void] {
  const params = useSearchParams();
  const filter = readFilter({
    search: params.get("search"),
    status: params.get("status"),
    tag: params.get("tag"),
  });
  return [filter, writeFilter];
}

function writeFilter({ search, status, tag }: ListFilter): void {
  const next = new URLSearchParams();
  if (search !== "") next.set("search", search);
  if (status !== null) next.set("status", status);
  if (tag !== null) next.set("tag", tag);
  const query = next.toString();
  window.history.replaceState(null, "", query === "" ? window.location.pathname : `?${query}`);
}
