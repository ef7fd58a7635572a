"use client";

import { useQuery } from "@tanstack/react-query";
import { Plus } from "lucide-react";
import type { Route } from "next";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { Button } from "#ui/primitives/button.tsx";
import { Card } from "#ui/primitives/card.tsx";
import { PageHeader } from "#ui/primitives/page-header.tsx";
import { Skeleton } from "#ui/primitives/skeleton.tsx";
import { QueryError } from "#ui/trpc/query-error.tsx";
import { useTRPC } from "#ui/trpc/trpc-context.ts";
import { NoStatusPages } from "./no-status-pages.tsx";
import { StatusPageRow } from "./status-page-row.tsx";

export function StatusPagesScreen({ canEdit }: { canEdit: boolean }) {
  const t = useTranslations("statusPages");
  const trpc = useTRPC();
  const query = useQuery(trpc.statusPage.list.queryOptions(undefined, { refetchInterval: 30_000 }));
  const pages = query.data ?? [];
  const add = canEdit && (
    <Button asChild variant="primary">
      <Link href={"/status-pages/new" as Route}>
        <Plus aria-hidden className="size-4" />
        {t("add")}
      </Link>
    </Button>
  );
  return (
    <div className="flex flex-col gap-5">
      <PageHeader title={t("title")} note={t("note")}>
        {pages.length > 0 && add}
      </PageHeader>
      {query.isPending && <Skeleton className="h-40" />}
      {query.isError && query.data === undefined && (
        <Card>
          <QueryError title={t("notLoaded")} query={query} />
        </Card>
      )}
      {query.data?.length === 0 && <NoStatusPages action={add} />}
      {pages.length > 0 && (
        <Card>
          <ul className="divide-y">
            {pages.map((page) => (
              <StatusPageRow key={page.id} page={page} />
            ))}
          </ul>
        </Card>
      )}
    </div>
  );
}
