"use client";

import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { FieldError } from "#ui/primitives/field.tsx";
import { Input } from "#ui/primitives/input.tsx";
import { Skeleton } from "#ui/primitives/skeleton.tsx";
import { errorMessage } from "#ui/trpc/error-message.ts";
import { useTRPC } from "#ui/trpc/trpc-context.ts";

type MonitorPickerProps = {
  label: string;
  chosen: readonly string[];
  onChange: (chosen: string[]) => void;
  error?: string | undefined;
  /** Not offered. */
  without?: string;
  /** As many as the contract takes. */
  most?: number;
};

/** A search over all monitors; what is chosen stays chosen whatever is searched next. */
export function MonitorPicker({ label, chosen, onChange, error, without, most }: MonitorPickerProps) {
  const t = useTranslations("common.monitorPicker");
  const trpc = useTRPC();
  const [search, setSearch] = useState("");
  const wanted = search.trim();
  const query = useQuery(
    trpc.monitor.list.queryOptions(
      { limit: 50, ...(wanted === "" ? {} : { search: wanted }) },
      { placeholderData: keepPreviousData },
    ),
  );
  const items = query.data?.items.filter(({ id }) => id !== without) ?? [];
  const isFull = most !== undefined && chosen.length >= most;
  const toggle = (id: string) =>
    onChange(chosen.includes(id) ? chosen.filter((other) => other !== id) : [...chosen, id]);
  return (
    <fieldset className="flex min-w-0 flex-col gap-1.5">
      <legend className="mb-1.5 text-[0.8125rem] font-medium">
        {label} <span className="font-normal text-ink-3">· {t("chosen", { count: chosen.length })}</span>
      </legend>
      <Input
        role="searchbox"
        aria-label={t("search", { label })}
        aria-invalid={error !== undefined}
        placeholder={t("placeholder")}
        autoComplete="off"
        value={search}
        onChange={(event) => setSearch(event.target.value)}
      />
      <div className="max-h-50 overflow-y-auto rounded-md border">
        {query.isPending && <Skeleton className="m-3 h-16" />}
        {query.isError && query.data === undefined && (
          <p role="alert" className="p-3 text-[0.8125rem] text-down">
            {errorMessage(query.error)}
          </p>
        )}
        {query.isSuccess && items.length === 0 && (
          <p className="p-3 text-[0.8125rem] text-ink-3">{wanted === "" ? t("none") : t("noMatch")}</p>
        )}
        {items.map(({ id, name, target }) => (
          <label key={id} className="flex items-center gap-2.5 px-3 py-2 text-[0.8125rem] hover:bg-hover">
            <input
              type="checkbox"
              checked={chosen.includes(id)}
              disabled={isFull && !chosen.includes(id)}
              onChange={() => toggle(id)}
              className="size-4 shrink-0 accent-accent"
            />
            <span className="min-w-0 break-words">{name}</span>
            <span className="ml-auto min-w-16 shrink-[100] truncate text-xs text-ink-3">{target}</span>
          </label>
        ))}
      </div>
      {error !== undefined && <FieldError>{error}</FieldError>}
    </fieldset>
  );
}
