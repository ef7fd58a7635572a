"use client";

import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useDeferredValue, useState } from "react";
import { countOf, formatCount } from "#ui/format/format-count.ts";
import { Button } from "#ui/primitives/button.tsx";
import { FieldError } from "#ui/primitives/field.tsx";
import { Input } from "#ui/primitives/input.tsx";
import { Skeleton } from "#ui/primitives/skeleton.tsx";
import { errorMessage } from "#ui/trpc/error-message.ts";
import { useTRPC } from "#ui/trpc/trpc-context.ts";
import { pickerInput } from "./picker-input.ts";

type MonitorPickerProps = {
  chosen: readonly string[];
  onChange: (chosen: string[]) => void;
  error: string | undefined;
};

export function MonitorPicker({ chosen, onChange, error }: MonitorPickerProps) {
  const trpc = useTRPC();
  const [search, setSearch] = useState("");
  const asked = useDeferredValue(search.trim());
  const query = useQuery(
    trpc.monitor.list.queryOptions(pickerInput(asked), { placeholderData: keepPreviousData }),
  );
  const items = query.data?.items ?? [];
  const shown = items.map(({ id }) => id);
  const toggle = (id: string) =>
    onChange(chosen.includes(id) ? chosen.filter((other) => other !== id) : [...chosen, id]);

  return (
    <fieldset className="flex min-w-0 flex-col gap-2" aria-invalid={error !== undefined}>
      <legend className="mb-1.5 text-[0.8125rem] font-medium">Monitors</legend>
      <Input
        type="search"
        aria-label="Search monitors"
        placeholder="Search by name or address"
        value={search}
        onChange={(event) => setSearch(event.target.value)}
      />
      {query.isPending && <Skeleton className="h-40" />}
      {query.isError && query.data === undefined && (
        <p className="text-xs text-down">{errorMessage(query.error)}</p>
      )}
      {query.isSuccess && items.length === 0 && (
        <p className="rounded-md border px-3 py-6 text-center text-[0.8125rem] text-ink-3">
          {asked === "" ? "There are no monitors yet." : "No monitor matches."}
        </p>
      )}
      {items.length > 0 && (
        <ul className="max-h-52 divide-y overflow-y-auto rounded-md border">
          {items.map((item) => (
            <li key={item.id}>
              <label className="flex items-center gap-2.5 px-3 py-2 text-[0.8125rem] hover:bg-hover">
                <input
                  type="checkbox"
                  className="size-4 shrink-0 accent-accent"
                  checked={chosen.includes(item.id)}
                  onChange={() => toggle(item.id)}
                />
                <span className="min-w-0 truncate">{item.name}</span>
              </label>
            </li>
          ))}
        </ul>
      )}
      <div className="flex flex-wrap items-center justify-between gap-2 text-xs text-ink-3">
        <span aria-live="polite">
          {formatCount(chosen.length)} of {countOf(query.data?.total ?? 0, "monitor")} chosen
        </span>
        <span className="flex gap-1">
          <Button
            size="sm"
            variant="ghost"
            disabled={items.length === 0}
            onClick={() => onChange([...new Set([...chosen, ...shown])].slice(0, MAX_CHOSEN))}
          >
            Choose shown
          </Button>
          <Button size="sm" variant="ghost" disabled={chosen.length === 0} onClick={() => onChange([])}>
            Clear
          </Button>
        </span>
      </div>
      {error !== undefined && <FieldError>{error}</FieldError>}
    </fieldset>
  );
}

const MAX_CHOSEN = 200;
