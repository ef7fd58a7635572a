"use client";

import { X } from "lucide-react";
import { useTranslations } from "next-intl";
import { useCallback } from "react";
import type { IncidentKind, IncidentState } from "#contracts/incident.ts";
import { SearchBox } from "#ui/forms/search-box.tsx";
import { Segmented } from "#ui/primitives/segmented.tsx";
import { Select } from "#ui/primitives/select.tsx";
import { type IncidentFilter, KINDS, STATES } from "./incident-query.ts";

const EVERY = "every";

type IncidentFiltersProps = {
  filter: IncidentFilter;
  onChange: (filter: IncidentFilter) => void;
  /** Of the monitor that the list is narrowed to, once it is known. */
  monitorName: string | undefined;
};

export function IncidentFilters({ filter, onChange, monitorName }: IncidentFiltersProps) {
  const t = useTranslations("incidents");
  const states: { value: IncidentState | typeof EVERY; label: string }[] = [
    { value: EVERY, label: t("filter.all") },
    ...STATES.map((state) => ({ value: state, label: t(`filter.${state}`) })),
  ];
  const kinds: { value: IncidentKind | typeof EVERY; label: string }[] = [
    { value: EVERY, label: t("filter.everyKind") },
    ...KINDS.map((kind) => ({ value: kind, label: t(`kind.${kind}`) })),
  ];
  const { search } = filter;
  const setSearch = useCallback((text: string) => onChange({ ...filter, search: text }), [filter, onChange]);
  return (
    <div className="flex flex-wrap items-center justify-between gap-3">
      <div className="flex max-w-full flex-wrap items-center gap-2">
        <Segmented
          label={t("filter.state")}
          value={filter.state ?? EVERY}
          onChange={(state) => onChange({ ...filter, state: state === EVERY ? null : state })}
          options={states}
        />
        <Select
          aria-label={t("filter.kind")}
          value={filter.kind ?? EVERY}
          onChange={(kind) => onChange({ ...filter, kind: kind === EVERY ? null : kind })}
          options={kinds}
          className="h-8 w-36 text-[0.8125rem]"
        />
        {filter.monitorId !== null && (
          <button
            type="button"
            onClick={() => onChange({ ...filter, monitorId: null })}
            className="inline-flex h-8 max-w-full items-center gap-1.5 rounded-full border border-line-strong bg-surface px-3 text-[0.8125rem] font-medium shadow-card hover:bg-hover"
          >
            {t.rich("filter.stopOnly", {
              hidden: (text) => <span className="sr-only">{text}</span>,
              shown: () => <span className="truncate">{monitorName ?? t("filter.oneMonitor")}</span>,
            })}
            <X aria-hidden className="size-3.5 shrink-0 text-ink-3" />
          </button>
        )}
      </div>
      <SearchBox
        label={t("filter.search")}
        placeholder={t("filter.placeholder")}
        value={search}
        onChange={setSearch}
      />
    </div>
  );
}
