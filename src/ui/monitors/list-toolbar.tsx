"use client";

import { useQuery } from "@tanstack/react-query";
import { ArrowDownWideNarrow, Group, ListFilter, X } from "lucide-react";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { KIND_GROUP_ORDER, KIND_GROUPS } from "#ui/checks/kind-groups.ts";
import { KindIcon } from "#ui/checks/kind-icon.tsx";
import { useKindName } from "#ui/checks/use-kind-name.ts";
import { SearchBox } from "#ui/forms/search-box.tsx";
import { Button } from "#ui/primitives/button.tsx";
import {
  Menu,
  MenuCheckItem,
  MenuContent,
  MenuLabel,
  MenuRadioGroup,
  MenuRadioItem,
  MenuSeparator,
  MenuTrigger,
} from "#ui/primitives/menu.tsx";
import { useTRPC } from "#ui/trpc/trpc-context.ts";
import { type ListView, SORTS, toggled } from "./list-query.ts";

type ToolbarProps = { view: ListView; onChange: (change: Partial<ListView>) => void };

export function ListToolbar({ view, onChange }: ToolbarProps) {
  const t = useTranslations("monitors");
  return (
    <div className="flex w-full flex-wrap items-center gap-2 sm:w-auto">
      <SearchBox
        label={t("search.label")}
        placeholder={t("search.placeholder")}
        value={view.search}
        onChange={(search) => onChange({ search })}
      />
      <FilterMenu view={view} onChange={onChange} />
      <ChoiceMenu
        icon={<ArrowDownWideNarrow aria-hidden className="size-4 text-ink-3" />}
        label={t("sort.label")}
        value={view.sort}
        isUsual={view.sort === "status"}
        options={SORTS.map((sort) => ({ value: sort, label: t(`sort.${sort}`) }))}
        onChange={(sort) => onChange({ sort: SORTS.find((known) => known === sort) ?? "status" })}
      />
      <ChoiceMenu
        icon={<Group aria-hidden className="size-4 text-ink-3" />}
        label={t("group.label")}
        value={view.grouping ?? "none"}
        isUsual={view.grouping === null}
        options={(["none", "status", "tag"] as const).map((way) => ({
          value: way,
          label: t(`group.${way}`),
        }))}
        onChange={(way) => onChange({ grouping: way === "status" || way === "tag" ? way : null, closed: [] })}
      />
    </div>
  );
}

type Option = { value: string; label: string };
type ChoiceMenuProps = {
  icon: ReactNode;
  label: string;
  value: string;
  /** Then the button says what it does instead of what is chosen. */
  isUsual: boolean;
  options: readonly Option[];
  onChange: (value: string) => void;
};

function ChoiceMenu({ icon, label, value, isUsual, options, onChange }: ChoiceMenuProps) {
  const chosen = options.find((option) => option.value === value)?.label;
  return (
    <Menu>
      <MenuTrigger asChild>
        <Button
          size="md"
          aria-label={chosen === undefined ? label : `${label}: ${chosen}`}
          className="px-2.5 text-[0.8125rem]"
        >
          {icon}
          <span className="max-xl:hidden">{isUsual ? label : chosen}</span>
          {!isUsual && <span aria-hidden className="size-1.5 rounded-full bg-accent xl:hidden" />}
        </Button>
      </MenuTrigger>
      <MenuContent align="end">
        <MenuLabel>{label}</MenuLabel>
        <MenuRadioGroup value={value} onValueChange={onChange}>
          {options.map((option) => (
            <MenuRadioItem key={option.value} value={option.value}>
              {option.label}
            </MenuRadioItem>
          ))}
        </MenuRadioGroup>
      </MenuContent>
    </Menu>
  );
}

function FilterMenu({ view, onChange }: ToolbarProps) {
  const t = useTranslations("monitors.filter");
  const trpc = useTRPC();
  const tags = useQuery(trpc.monitor.tags.queryOptions());
  const regions = useQuery(trpc.region.list.queryOptions());
  const count = view.tags.length + view.regions.length + view.kinds.length;
  return (
    <Menu>
      <MenuTrigger asChild>
        <Button
          aria-label={count === 0 ? t("button") : t("active", { count })}
          className="px-2.5 text-[0.8125rem]"
        >
          <ListFilter aria-hidden className="size-4 text-ink-3" />
          <span className="max-xl:hidden">{t("button")}</span>
          {count > 0 && (
            <span className="rounded-full bg-accent px-1.5 text-[0.6875rem] font-semibold text-accent-ink tabular-nums">
              {count}
            </span>
          )}
        </Button>
      </MenuTrigger>
      <MenuContent align="end" className="max-h-[min(26rem,70dvh)] max-w-72 overflow-y-auto">
        <FilterGroup
          label={t("tags")}
          empty={t("none")}
          options={(tags.data ?? []).map(({ tag, monitors }) => ({ value: tag, label: tag, note: monitors }))}
          chosen={view.tags}
          onChange={(next) => onChange({ tags: next })}
        />
        <MenuSeparator />
        <KindFilter view={view} onChange={onChange} />
        <MenuSeparator />
        <FilterGroup
          label={t("regions")}
          empty=""
          options={(regions.data ?? []).map(({ code, name }) => ({ value: code, label: name, note: code }))}
          chosen={view.regions}
          onChange={(next) => onChange({ regions: next })}
        />
      </MenuContent>
    </Menu>
  );
}

const ALL_KINDS = KIND_GROUP_ORDER.flatMap((group) => [...KIND_GROUPS[group]]);

function KindFilter({ view, onChange }: ToolbarProps) {
  const t = useTranslations("monitors.filter");
  const kindName = useKindName();
  return (
    <FilterGroup
      label={t("kinds")}
      empty=""
      options={ALL_KINDS.map((kind) => ({
        value: kind,
        label: kindName(kind),
        note: <KindIcon kind={kind} className="size-4" />,
      }))}
      chosen={view.kinds}
      onChange={(next) => onChange({ kinds: next })}
    />
  );
}

type FilterGroupProps = {
  label: string;
  empty: string;
  options: readonly (Option & { note: ReactNode })[];
  chosen: readonly string[];
  onChange: (chosen: string[]) => void;
};

/** What is chosen but not there any more can still be taken away. */
function FilterGroup({ label, empty, options, chosen, onChange }: FilterGroupProps) {
  const missing = chosen.filter((value) => options.every((option) => option.value !== value));
  const all = [...missing.map((value) => ({ value, label: value, note: "" })), ...options];
  return (
    <>
      <MenuLabel>{label}</MenuLabel>
      {all.length === 0 && <p className="px-2.5 py-1.5 text-xs text-ink-3">{empty}</p>}
      {all.map(({ value, label: text, note }) => (
        <MenuCheckItem
          key={value}
          checked={chosen.includes(value)}
          onCheckedChange={() => onChange(toggled(chosen, value))}
          // Several are chosen in a row: the menu stays.
          onSelect={(event) => event.preventDefault()}
        >
          <span className="min-w-0 truncate">{text}</span>
          <span className="ml-auto pl-3 text-xs text-ink-3 tabular-nums">{note}</span>
        </MenuCheckItem>
      ))}
    </>
  );
}

/** What narrows the list beside search and status, each with a way out. */
export function ActiveFilters({ view, onChange }: ToolbarProps) {
  const t = useTranslations("monitors.filter");
  const kindName = useKindName();
  const parts = [
    ...view.tags.map((tag) => ({ name: tag, without: { tags: toggled(view.tags, tag) } })),
    ...view.regions.map((code) => ({ name: code, without: { regions: toggled(view.regions, code) } })),
    ...view.kinds.map((kind) => ({ name: kindName(kind), without: { kinds: toggled(view.kinds, kind) } })),
  ];
  if (parts.length === 0) return null;
  return (
    <div className="-mt-2 flex flex-wrap gap-1.5">
      {parts.map(({ name, without }) => (
        <button
          key={name}
          type="button"
          aria-label={t("remove", { name })}
          onClick={() => onChange(without)}
          className="inline-flex h-7 items-center gap-1 rounded-md border border-line-strong bg-surface pr-1.5 pl-2 text-xs font-medium hover:bg-hover"
        >
          {name}
          <X aria-hidden className="size-3.5 text-ink-3" />
        </button>
      ))}
    </div>
  );
}
