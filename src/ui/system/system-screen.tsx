"use client";

import { useQuery } from "@tanstack/react-query";
import { PageHeader } from "#ui/primitives/page-header.tsx";
import { Skeleton } from "#ui/primitives/skeleton.tsx";
import { QueryError } from "#ui/trpc/query-error.tsx";
import { useTRPC } from "#ui/trpc/trpc-context.ts";
import { AuditCard } from "./audit-card.tsx";
import { PipelineCard } from "./pipeline-card.tsx";
import { RegionsCard } from "./regions-card.tsx";
import { WarningsPanel } from "./warnings-panel.tsx";

export function SystemScreen() {
  const trpc = useTRPC();
  const query = useQuery(trpc.system.overview.queryOptions(undefined, { refetchInterval: 5_000 }));
  const { data } = query;
  if (data === undefined && query.isError) {
    return <QueryError title="The system's state could not be loaded" query={query} />;
  }
  return (
    <div className="flex flex-col gap-5">
      <PageHeader
        title="System"
        note={
          data === undefined
            ? "Uptick itself"
            : `Uptick itself, version ${data.version}. Renewed every 5 seconds.`
        }
      />
      {data === undefined ? (
        <Skeleton className="h-96" />
      ) : (
        <>
          <WarningsPanel warnings={data.warnings} />
          <PipelineCard overview={data} />
          <RegionsCard regions={data.regions} />
          <AuditCard />
        </>
      )}
    </div>
  );
}
