"use client";

import { useQuery } from "@tanstack/react-query";
import { CalendarClock, Plus } from "lucide-react";
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
import { ScheduleDialog } from "./schedule-dialog.tsx";
import { ScheduleRow } from "./schedule-row.tsx";

export function OnCallScreen() {
  const t = useTranslations("onCall");
  const trpc = useTRPC();
  const [adding, setAdding] = useState(false);
  const query = useQuery(trpc.onCall.list.queryOptions(undefined, { refetchInterval: 60_000 }));
  const channels = useQuery(trpc.channel.list.queryOptions());
  const failed = [query, channels].find(({ isError, data }) => isError && data === undefined);
  const loading = failed === undefined && (query.data === undefined || channels.data === undefined);
  const schedules = channels.data === undefined ? [] : (query.data ?? []);
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
        {schedules.length > 0 && add}
      </PageHeader>
      <Card>
        {loading && <Skeleton className="m-4 h-40" />}
        {failed !== undefined && <QueryError title={t("notLoaded")} query={failed} />}
        {!loading && failed === undefined && schedules.length === 0 && (
          <EmptyState icon={CalendarClock} title={t("emptyTitle")} action={add}>
            <p>{t("empty")}</p>
            <Example>{t("example")}</Example>
          </EmptyState>
        )}
        <ul className="divide-y empty:hidden">
          {schedules.map((schedule) => (
            <ScheduleRow
              key={schedule.id}
              mayChange={mayChange}
              schedule={schedule}
              channels={channels.data ?? []}
            />
          ))}
        </ul>
      </Card>
      <ScheduleDialog open={adding} onOpenChange={setAdding} channels={channels.data ?? []} />
    </div>
  );
}
