"use client";

import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { countOf } from "#ui/format/format-count.ts";
import { Input } from "#ui/primitives/input.tsx";
import { Skeleton } from "#ui/primitives/skeleton.tsx";
import { errorMessage } from "#ui/trpc/error-message.ts";
import { useTRPC } from "#ui/trpc/trpc-context.ts";

const MAX_CHOSEN = 200;

type MonitorPickerProps = { chosen: readonly string[]; onChange: (chosen: string[]) => void };

/** A search over all monitors; what is chosen stays chosen whatever is searched next. */
export function MonitorPicker({ chosen, onChange }: MonitorPickerProps) {
  const trpc = useTRPC();
  const [search, setSearch] = useState("");
  const wanted = search.trim();
  const query = useQuery(
    trpc.monitor.list.queryOptions(
      { limit: 50, ...(wanted === "" ? {} : { search: wanted }) },
      { placeholderData: keepPreviousData },
    ),
  );
  const toggle = (id: string) =>
    onChange(chosen.includes(id) ? chosen.filter((other) => other !== id) : [...chosen, id]);
  return (
    <fieldset className="flex min-w-0 flex-col gap-2">
      <legend className="mb-1.5 text-[0.8125rem] font-medium">
        Affected monitors{" "}
        <span className="font-normal text-ink-3">· {countOf(chosen.length, "monitor")} chosen</span>
      </legend>
      <Input
        role="searchbox"
        aria-label="Search monitors"
        placeholder="Search by name or URL"
        autoComplete="off"
        value={search}
        onChange={(event) => setSearch(event.target.value)}
      />
      <div className="h-44 overflow-y-auto rounded-md border">
        {query.isPending && <Skeleton className="m-3 h-16" />}
        {query.isError && query.data === undefined && (
          <p role="alert" className="p-3 text-[0.8125rem] text-down">
            {errorMessage(query.error)}
          </p>
        )}
        {query.data?.items.length === 0 && (
          <p className="p-3 text-[0.8125rem] text-ink-3">
            {wanted === "" ? "There are no monitors yet." : "No monitor matches."}
          </p>
        )}
        {query.data?.items.map(({ id, name, target }) => (
          <label key={id} className="flex items-start gap-3 px-3 py-2 hover:bg-hover">
            <input
              type="checkbox"
              checked={chosen.includes(id)}
              disabled={!chosen.includes(id) && chosen.length >= MAX_CHOSEN}
              onChange={() => toggle(id)}
              className="mt-0.5 size-4 accent-(--accent)"
            />
            <span className="min-w-0">
              <span className="block break-words">{name}</span>
              <span className="block truncate text-xs text-ink-3">{target}</span>
            </span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}
