"use client";

import { useQuery } from "@tanstack/react-query";
import { ListOrdered, Plus } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { Button } from "#ui/primitives/button.tsx";
import { Card } from "#ui/primitives/card.tsx";
import { EmptyState } from "#ui/primitives/empty-state.tsx";
import { Example } from "#ui/primitives/example.tsx";
import { PageHeader } from "#ui/primitives/page-header.tsx";
import { Skeleton } from "#ui/primitives/skeleton.tsx";
import { ShareActions } from "#ui/team/share-actions.tsx";
import { useShareRefusal } from "#ui/team/use-share-refusal.ts";
import { QueryError } from "#ui/trpc/query-error.tsx";
import { useTRPC } from "#ui/trpc/trpc-context.ts";
import { EscalationDialog } from "./escalation-dialog.tsx";
import { EscalationRow } from "./escalation-row.tsx";

export function EscalationScreen() {
  const t = useTranslations("escalation");
  const trpc = useTRPC();
  const [adding, setAdding] = useState(false);
  const query = useQuery(trpc.escalation.list.queryOptions());
  const channels = useQuery(trpc.channel.list.queryOptions());
  const schedules = useQuery(trpc.onCall.list.queryOptions());
  const policies = query.data ?? [];
  const names = {
    channel: (id: string) => channels.data?.find((channel) => channel.id === id)?.name,
    schedule: (id: string) => schedules.data?.find((schedule) => schedule.id === id)?.name,
  };
  const loading = [query, channels, schedules].some(({ isPending }) => isPending);
  const mayChange = useShareRefusal() === null;
  const add = (
    <ShareActions>
      <Button variant="primary" onClick={() => setAdding(true)}>
        <Plus aria-hidden className="size-4" />
        {t("add")}
      </Button>
    </ShareActions>
  );
  return (
    <div className="flex flex-col gap-5">
      <PageHeader title={t("title")} note={t("note")}>
        {policies.length > 0 && add}
      </PageHeader>
      <Card>
        {loading && <Skeleton className="m-4 h-40" />}
        {query.isError && query.data === undefined && <QueryError title={t("notLoaded")} query={query} />}
        {!loading && query.data?.length === 0 && (
          <EmptyState icon={ListOrdered} title={t("emptyTitle")} action={add}>
            <p>{t("empty")}</p>
            <Example>{t("example")}</Example>
          </EmptyState>
        )}
        {!loading && policies.length > 0 && (
          <ul className="divide-y">
            {policies.map((policy) => (
              <EscalationRow key={policy.id} mayChange={mayChange} policy={policy} names={names} />
            ))}
          </ul>
        )}
      </Card>
      <EscalationDialog open={adding} onOpenChange={setAdding} />
    </div>
  );
}
