"use client";

import { useQuery } from "@tanstack/react-query";
import { Plus, Wrench } from "lucide-react";
import { useState } from "react";
import { Button } from "#ui/primitives/button.tsx";
import { Card, CardHeader } from "#ui/primitives/card.tsx";
import { EmptyState } from "#ui/primitives/empty-state.tsx";
import { PageHeader } from "#ui/primitives/page-header.tsx";
import { Skeleton } from "#ui/primitives/skeleton.tsx";
import { QueryError } from "#ui/trpc/query-error.tsx";
import { useTRPC } from "#ui/trpc/trpc-context.ts";
import { HookDialog } from "./hook-dialog.tsx";
import { MaintenanceDialog } from "./maintenance-dialog.tsx";
import { UpcomingCard } from "./upcoming-card.tsx";
import { WindowRow } from "./window-row.tsx";

export function MaintenanceScreen() {
  const trpc = useTRPC();
  const [adding, setAdding] = useState(false);
  const [hookUrl, setHookUrl] = useState<string | null>(null);
  const query = useQuery(trpc.maintenance.list.queryOptions(undefined, { refetchInterval: 15_000 }));
  const windows = query.data ?? [];
  const add = (
    <Button variant="primary" onClick={() => setAdding(true)}>
      <Plus aria-hidden className="size-4" />
      Add maintenance
    </Button>
  );
  return (
    <div className="flex flex-col gap-5">
      <PageHeader title="Maintenance" note="Times in which nobody is told. Checks go on.">
        {windows.length > 0 && add}
      </PageHeader>
      <Card>
        {query.isPending && <Skeleton className="m-4 h-40" />}
        {query.isError && query.data === undefined && (
          <QueryError title="Maintenance could not be loaded" query={query} />
        )}
        {query.data?.length === 0 && (
          <EmptyState icon={Wrench} title="No maintenance is planned" action={add}>
            <p>
              Plan work on your systems: once, again and again, or started by your deploys. Monitors are still
              checked, and what is down when it ends is told then.
            </p>
          </EmptyState>
        )}
        {windows.length > 0 && (
          <>
            <CardHeader title="Windows" note="What is under way first." />
            <ul className="divide-y">
              {windows.map((window) => (
                <WindowRow key={window.id} window={window} onHook={setHookUrl} />
              ))}
            </ul>
          </>
        )}
      </Card>
      {windows.length > 0 && <UpcomingCard />}
      <MaintenanceDialog open={adding} onOpenChange={setAdding} onHook={setHookUrl} />
      {hookUrl !== null && <HookDialog hookUrl={hookUrl} onClose={() => setHookUrl(null)} />}
    </div>
  );
}
