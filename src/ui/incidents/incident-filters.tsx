"use client";

import { X } from "lucide-react";
import { useCallback } from "react";
import type { IncidentKind } from "#contracts/incident.ts";
import { SearchBox } from "#ui/forms/search-box.tsx";
import { Segmented } from "#ui/primitives/segmented.tsx";
import { Select } from "#ui/primitives/select.tsx";
import { type IncidentFilter, KINDS } from "./incident-query.ts";
import { KIND_WORDS } from "./incident-words.ts";

const EVERY = "every";
const STATE_OPTIONS = [
  { value: EVERY, label: "All" },
  { value: "open", label: "Open" },
  { value: "acknowledged", label: "Acknowledged" },
  { value: "resolved", label: "Resolved" },
] as const;
const KIND_OPTIONS: { value: IncidentKind | typeof EVERY; label: string }[] = [
  { value: EVERY, label: "Every kind" },
  ...KINDS.map((kind) => ({ value: kind, label: KIND_WORDS[kind] })),
];

type IncidentFiltersProps = {
  filter: IncidentFilter;
  onChange: (filter: IncidentFilter) => void;
  /** Of the monitor that the list is narrowed to, once it is known. */
  monitorName: string | undefined;
};

export function IncidentFilters({ filter, onChange, monitorName }: IncidentFiltersProps) {
  const { search } = filter;
  const setSearch = useCallback((text: string) => onChange({ ...filter, search: text }), [filter, onChange]);
  return (
    <div className="flex flex-wrap items-center justify-between gap-3">
      <div className="flex max-w-full flex-wrap items-center gap-2">
        <Segmented
          label="State"
          value={filter.state ?? EVERY}
          onChange={(state) => onChange({ ...filter, state: state === EVERY ? null : state })}
          options={STATE_OPTIONS}
        />
        <Select
          aria-label="Kind"
          value={filter.kind ?? EVERY}
          onChange={(kind) => onChange({ ...filter, kind: kind === EVERY ? null : kind })}
          options={KIND_OPTIONS}
          className="h-8 w-36 text-[0.8125rem]"
        />
        {filter.monitorId !== null && (
          <button
            type="button"
            onClick={() => onChange({ ...filter, monitorId: null })}
            className="inline-flex h-8 max-w-full items-center gap-1.5 rounded-full border border-line-strong bg-surface px-3 text-[0.8125rem] font-medium shadow-card hover:bg-hover"
          >
            <span className="sr-only">Stop showing only </span>
            <span className="truncate">{monitorName ?? "One monitor"}</span>
            <X aria-hidden className="size-3.5 shrink-0 text-ink-3" />
          </button>
        )}
      </div>
      <SearchBox
        label="Search incidents"
        placeholder="Search by name or cause"
        value={search}
        onChange={setSearch}
      />
    </div>
  );
}
