"use client";

import { useQuery } from "@tanstack/react-query";
import { Plus, Wrench } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { Button } from "#ui/primitives/button.tsx";
import { Card, CardHeader } from "#ui/primitives/card.tsx";
import { EmptyState } from "#ui/primitives/empty-state.tsx";
import { Example } from "#ui/primitives/example.tsx";
import { PageHeader } from "#ui/primitives/page-header.tsx";
import { Skeleton } from "#ui/primitives/skeleton.tsx";
import { ForEditors } from "#ui/team/for-editors.tsx";
import { QueryError } from "#ui/trpc/query-error.tsx";
import { useTRPC } from "#ui/trpc/trpc-context.ts";
import { CalendarCard } from "./calendar-card.tsx";
import { HookDialog } from "./hook-dialog.tsx";
import { MaintenanceDialog } from "./maintenance-dialog.tsx";
import { UpcomingCard } from "./upcoming-card.tsx";
import { WindowRow } from "./window-row.tsx";

/** `nowMs`: when the page was rendered. */
export function MaintenanceScreen({ nowMs }: { nowMs: number }) {
  const t = useTranslations("maintenance");
  const trpc = useTRPC();
  const [adding, setAdding] = useState<{ day?: string } | null>(null);
  const [hookUrl, setHookUrl] = useState<string | null>(null);
  const query = useQuery(trpc.maintenance.list.queryOptions(undefined, { refetchInterval: 15_000 }));
  const windows = query.data ?? [];
  const add = (
    <ForEditors>
      <Button variant="primary" onClick={() => setAdding({})}>
        <Plus aria-hidden className="size-4" />
        {t("add")}
      </Button>
    </ForEditors>
  );
  return (
    <div className="flex flex-col gap-5">
      <PageHeader title={t("title")} note={t("note")}>
        {windows.length > 0 && add}
      </PageHeader>
      <Card>
        {query.isPending && <Skeleton className="m-4 h-40" />}
        {query.isError && query.data === undefined && <QueryError title={t("notLoaded")} query={query} />}
        {query.data?.length === 0 && (
          <EmptyState icon={Wrench} title={t("emptyTitle")} action={add}>
            <p>{t("empty")}</p>
            <Example>{t("example")}</Example>
          </EmptyState>
        )}
        {windows.length > 0 && (
          <>
            <CardHeader title={t("windows")} note={t("windowsNote")} />
            <ul className="divide-y">
              {windows.map((window) => (
                <WindowRow key={window.id} window={window} onHook={setHookUrl} />
              ))}
            </ul>
          </>
        )}
      </Card>
      {query.data !== undefined && <CalendarCard nowMs={nowMs} onAdd={(day) => setAdding({ day })} />}
      {windows.length > 0 && <UpcomingCard />}
      <MaintenanceDialog
        open={adding !== null}
        onOpenChange={(open) => setAdding(open ? {} : null)}
        day={adding?.day}
        onHook={setHookUrl}
      />
      {hookUrl !== null && <HookDialog hookUrl={hookUrl} onClose={() => setHookUrl(null)} />}
    </div>
  );
}
