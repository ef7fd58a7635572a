"use client";

import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { SearchBox } from "#ui/forms/search-box.tsx";
import { Select } from "#ui/primitives/select.tsx";
import { useTRPC } from "#ui/trpc/trpc-context.ts";
import { ANY, type AuditChoice } from "./audit-query.ts";
import { useAuditWords } from "./use-audit-words.ts";

type AuditFiltersProps = { choice: AuditChoice; onChange: (change: Partial<AuditChoice>) => void };

export function AuditFilters({ choice, onChange }: AuditFiltersProps) {
  const t = useTranslations("audit");
  const words = useAuditWords();
  const facets = useQuery(useTRPC().auditLog.facets.queryOptions()).data;
  const actions = facets?.actions ?? [];
  const nouns = [...new Set(actions.map((action) => `${action.split(".")[0]}.`))];
  const what = [
    ...nouns.map((noun) => ({ value: noun, label: words.noun(noun.slice(0, -1)) })),
    ...actions.map((action) => ({ value: action, label: words.action(action) })),
  ].sort((a, b) => a.label.localeCompare(b.label));

  return (
    <search aria-label={t("filters")} className="grid gap-2 sm:grid-cols-2 lg:flex lg:flex-wrap">
      <SearchBox
        label={t("search")}
        placeholder={t("searchHint")}
        value={choice.text}
        onChange={(text) => onChange({ text })}
      />
      <Select
        aria-label={t("who")}
        value={choice.actor}
        onChange={(actor) => onChange({ actor })}
        options={[
          { value: ANY, label: t("everybody") },
          ...(facets?.actors ?? []).map((actor) => ({ value: actor, label: actor })),
        ]}
        className="lg:w-52"
      />
      <Select
        aria-label={t("what")}
        value={choice.action}
        onChange={(action) => onChange({ action })}
        options={[{ value: ANY, label: t("everything") }, ...what]}
        className="lg:w-52"
      />
      <Select
        aria-label={t("when")}
        value={choice.span}
        onChange={(span) => onChange({ span })}
        options={[
          { value: ANY, label: t("anyTime") },
          { value: "day", label: t("lastDay") },
          { value: "week", label: t("lastWeek") },
          { value: "month", label: t("lastMonth") },
        ]}
        className="lg:w-40"
      />
    </search>
  );
}
