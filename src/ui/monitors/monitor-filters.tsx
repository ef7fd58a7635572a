"use client";

import type { MonitorListPage, ShownVerdict } from "#contracts/view.ts";
import { formatCount } from "#ui/format/format-count.ts";
import { SearchBox } from "#ui/forms/search-box.tsx";
import { classNames } from "#ui/primitives/class-names.ts";
import { VerdictIcon } from "#ui/verdict/verdict-badge.tsx";
import { VERDICT_LOOKS } from "#ui/verdict/verdict-words.ts";
import { FILTER_ORDER, type ListFilter } from "./list-query.ts";
import { TagFilter } from "./tag-filter.tsx";

type MonitorFiltersProps = {
  filter: ListFilter;
  onChange: (filter: ListFilter) => void;
  counts: MonitorListPage["counts"] | undefined;
};

export function MonitorFilters({ filter, onChange, counts }: MonitorFiltersProps) {
  const shown = FILTER_ORDER.filter((verdict) => alwaysShown(verdict) || (counts?.[verdict] ?? 0) > 0);
  const all = FILTER_ORDER.reduce((sum, verdict) => sum + (counts?.[verdict] ?? 0), 0);
  return (
    <div className="flex flex-wrap items-center justify-between gap-3">
      <fieldset className="flex flex-wrap gap-1.5">
        <legend className="sr-only">Filter by status</legend>
        <FilterChip active={filter.status === null} onClick={() => onChange({ ...filter, status: null })}>
          All <Count value={counts && all} />
        </FilterChip>
        {shown.map((verdict) => (
          <FilterChip
            key={verdict}
            active={filter.status === verdict}
            onClick={() => onChange({ ...filter, status: filter.status === verdict ? null : verdict })}
          >
            <VerdictIcon verdict={verdict} className="size-3.5" />
            {VERDICT_LOOKS[verdict].word} <Count value={counts?.[verdict]} />
          </FilterChip>
        ))}
      </fieldset>
      <div className="flex w-full flex-wrap items-center gap-2 sm:w-auto">
        <TagFilter value={filter.tag} onChange={(tag) => onChange({ ...filter, tag })} />
        <SearchBox
          label="Search monitors"
          placeholder="Search by name or URL"
          value={filter.search}
          onChange={(search) => onChange({ ...filter, search })}
        />
      </div>
    </div>
  );
}

function alwaysShown(verdict: ShownVerdict): boolean {
  return verdict === "down" || verdict === "up";
}

function Count({ value }: { value: number | undefined }) {
  if (value === undefined) return null;
  return <span className="text-ink-3 tabular-nums">{formatCount(value)}</span>;
}

type FilterChipProps = { active: boolean; onClick: () => void; children: React.ReactNode };

function FilterChip({ active, onClick, children }: FilterChipProps) {
  return (
    <button
      type="button"
      aria-pressed={active}
      onClick={onClick}
      className={classNames(
        "inline-flex h-8 items-center gap-1.5 rounded-full border px-3 text-[0.8125rem] font-medium transition-colors",
        active
          ? "border-line-strong bg-surface text-ink shadow-card"
          : "border-transparent text-ink-2 hover:bg-hover",
      )}
    >
      {children}
    </button>
  );
}
