"use client";

import { keepPreviousData, useInfiniteQuery } from "@tanstack/react-query";
import { Download, ScrollText } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import type { AuditFilter } from "#contracts/audit-log.ts";
import { Button } from "#ui/primitives/button.tsx";
import { Card } from "#ui/primitives/card.tsx";
import { EmptyState } from "#ui/primitives/empty-state.tsx";
import { OlderFooter } from "#ui/primitives/older-footer.tsx";
import { PageHeader } from "#ui/primitives/page-header.tsx";
import { Skeleton } from "#ui/primitives/skeleton.tsx";
import { QueryError } from "#ui/trpc/query-error.tsx";
import { useTRPC } from "#ui/trpc/trpc-context.ts";
import { AuditFilters } from "./audit-filters.tsx";
import { type AuditChoice, auditFilter, auditListInput, NO_CHOICE } from "./audit-query.ts";
import { AUDIT_GRID, AuditRow } from "./audit-row.tsx";
import { useAuditChoice } from "./use-audit-choice.ts";

/** `openedAt`: when the server put the page together, so that both mean the same by the last day. */
export function AuditScreen({ openedAt }: { openedAt: number }) {
  const t = useTranslations("audit");
  const trpc = useTRPC();
  const [choice, show] = useAuditChoice();
  const [nowMs, setNowMs] = useState(openedAt);
  const filter = auditFilter(choice, nowMs);
  const change = (part: Partial<AuditChoice>) => {
    setNowMs(Date.now());
    show(part);
  };
  const query = useInfiniteQuery(
    trpc.auditLog.list.infiniteQueryOptions(auditListInput(filter), {
      getNextPageParam: (page) => page.nextCursor,
      placeholderData: keepPreviousData,
    }),
  );
  const entries = query.data?.pages.flatMap((page) => page.items) ?? [];
  const isFiltered = Object.keys(filter).length > 0;

  return (
    <div className="flex flex-col gap-4">
      <PageHeader title={t("title")} note={t("note")}>
        <ExportButton format="csv" filter={filter} />
        <ExportButton format="json" filter={filter} />
      </PageHeader>
      <AuditFilters choice={choice} onChange={change} />
      <Card>
        {query.isPending && <Skeleton className="m-4 h-64" />}
        {query.isError && query.data === undefined && <QueryError title={t("title")} query={query} />}
        {query.isSuccess && entries.length === 0 && (
          <EmptyState
            icon={ScrollText}
            title={t(isFiltered ? "noneTitle" : "emptyTitle")}
            action={isFiltered && <Button onClick={() => change(NO_CHOICE)}>{t("clear")}</Button>}
          >
            <p>{t(isFiltered ? "none" : "empty")}</p>
          </EmptyState>
        )}
        {entries.length > 0 && (
          <>
            <div
              aria-hidden
              className={`hidden border-b py-2 pr-4 pl-4 text-xs font-medium text-ink-3 ${AUDIT_GRID}`}
            >
              <span />
              <span>{t("column.when")}</span>
              <span>{t("column.who")}</span>
              <span>{t("column.what")}</span>
              <span>{t("column.from")}</span>
            </div>
            <ul className="divide-y">
              {entries.map((entry) => (
                <AuditRow key={entry.id} entry={entry} />
              ))}
            </ul>
          </>
        )}
        <OlderFooter query={query} label={t("older")} />
      </Card>
    </div>
  );
}

/** A form, not a link: reading the whole log is itself written down. */
function ExportButton({ format, filter }: { format: "csv" | "json"; filter: AuditFilter }) {
  const t = useTranslations("audit");
  const name = t(format === "csv" ? "exportCsv" : "exportJson");
  return (
    <form method="post" action="/api/audit-log/export">
      <input type="hidden" name="format" value={format} />
      <input type="hidden" name="filter" value={JSON.stringify(filter)} />
      <Button type="submit" aria-label={t("exportLabel", { format: name })}>
        <Download aria-hidden className="size-4" />
        {name}
      </Button>
    </form>
  );
}
