"use client";

import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { X } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { FieldError } from "#ui/primitives/field.tsx";
import { Input } from "#ui/primitives/input.tsx";
import { Skeleton } from "#ui/primitives/skeleton.tsx";
import { errorMessage } from "#ui/trpc/error-message.ts";
import { useTRPC } from "#ui/trpc/trpc-context.ts";
import type { NamedMonitor } from "./new-page-values.ts";

type NamedMonitorPickerProps = {
  label: string;
  chosen: readonly NamedMonitor[];
  onChange: (chosen: NamedMonitor[]) => void;
  error?: string | undefined;
  /** Said of those that are on the page already. */
  present?: ReadonlySet<string>;
  /** Shows the list only once somebody goes to search it. */
  quiet?: boolean;
};

/** A search over all monitors, with what is chosen above it, whatever is searched next. */
export function NamedMonitorPicker(props: NamedMonitorPickerProps) {
  const { label, chosen, onChange, error, present, quiet = false } = props;
  const t = useTranslations("statusPages.picker");
  const tPicker = useTranslations("common.monitorPicker");
  const trpc = useTRPC();
  const [search, setSearch] = useState("");
  const [isOpen, setIsOpen] = useState(!quiet);
  const wanted = search.trim();
  const query = useQuery(
    trpc.monitor.list.queryOptions(
      { limit: 50, sort: "name", ...(wanted === "" ? {} : { search: wanted }) },
      { placeholderData: keepPreviousData, enabled: isOpen },
    ),
  );
  const items = query.data?.items ?? [];
  const without = (id: string) => chosen.filter((other) => other.id !== id);
  const toggle = ({ id, name }: NamedMonitor) =>
    onChange(chosen.some((other) => other.id === id) ? without(id) : [...chosen, { id, name }]);
  return (
    <fieldset className="flex min-w-0 flex-col gap-1.5">
      <legend className="mb-1.5 text-[0.8125rem] font-medium">
        {label}{" "}
        <span className="font-normal text-ink-3">· {tPicker("chosen", { count: chosen.length })}</span>
      </legend>
      <ul
        aria-label={t("chosen", { label })}
        className="flex max-h-24 flex-wrap gap-1.5 overflow-y-auto empty:hidden"
      >
        {chosen.map(({ id, name }) => (
          <li
            key={id}
            className="flex min-h-7 max-w-full items-center gap-1 rounded-md border bg-sunken pr-0.5 pl-2"
          >
            <span className="min-w-0 truncate text-xs font-medium">{name}</span>
            <button
              type="button"
              aria-label={t("remove", { name })}
              onClick={() => onChange(without(id))}
              className="flex size-6 shrink-0 items-center justify-center rounded text-ink-3 hover:bg-hover hover:text-ink"
            >
              <X aria-hidden className="size-3.5" />
            </button>
          </li>
        ))}
      </ul>
      <Input
        role="searchbox"
        aria-label={tPicker("search", { label })}
        aria-invalid={error !== undefined}
        placeholder={tPicker("placeholder")}
        autoComplete="off"
        value={search}
        onFocus={() => setIsOpen(true)}
        onChange={(event) => setSearch(event.target.value)}
      />
      <div hidden={!isOpen} className="max-h-60 overflow-y-auto rounded-md border">
        {query.isPending && <Skeleton className="m-3 h-16" />}
        {query.isError && query.data === undefined && (
          <p role="alert" className="p-3 text-[0.8125rem] text-down">
            {errorMessage(query.error)}
          </p>
        )}
        {query.isSuccess && items.length === 0 && (
          <p className="p-3 text-[0.8125rem] text-ink-3">
            {wanted === "" ? tPicker("none") : tPicker("noMatch")}
          </p>
        )}
        {items.map(({ id, name, target }) => (
          <label
            key={id}
            className="flex min-h-9 items-center gap-2.5 px-3 py-1.5 text-[0.8125rem] hover:bg-hover"
          >
            <input
              type="checkbox"
              checked={chosen.some((other) => other.id === id)}
              onChange={() => toggle({ id, name })}
              className="size-4 shrink-0 accent-accent"
            />
            <span className="min-w-0 break-words">{name}</span>
            <span className="ml-auto min-w-16 shrink-[100] truncate text-xs text-ink-3">
              {present?.has(id) === true ? t("present") : target}
            </span>
          </label>
        ))}
      </div>
      {error !== undefined && <FieldError>{error}</FieldError>}
    </fieldset>
  );
}
