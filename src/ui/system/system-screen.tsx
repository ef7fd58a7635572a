"use client";

import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { PageHeader } from "#ui/primitives/page-header.tsx";
import { Skeleton } from "#ui/primitives/skeleton.tsx";
import { QueryError } from "#ui/trpc/query-error.tsx";
import { useTRPC } from "#ui/trpc/trpc-context.ts";
import { AuditCard } from "./audit-card.tsx";
import { FaultsCard } from "./faults-card.tsx";
import { GapsCard } from "./gaps-card.tsx";
import { OwnIncidentsCard } from "./own-incidents-card.tsx";
import { PipelineCard } from "./pipeline-card.tsx";
import { RegionsCard } from "./regions-card.tsx";
import { ThroughputCard } from "./throughput-card.tsx";
import { WarningsPanel } from "./warnings-panel.tsx";

export function SystemScreen() {
  const t = useTranslations("system");
  const trpc = useTRPC();
  const query = useQuery(trpc.system.overview.queryOptions(undefined, { refetchInterval: 5_000 }));
  // Counted rather than looked at, so it is asked for less often.
  const health = useQuery(trpc.system.health.queryOptions(undefined, { refetchInterval: 30_000 }));
  const { data } = query;
  if (data === undefined && query.isError) {
    return <QueryError title={t("notLoaded")} query={query} />;
  }
  return (
    <div className="flex flex-col gap-5">
      <PageHeader
        title={t("title")}
        note={data === undefined ? t("note") : t("noteVersion", { version: data.version })}
      />
      {data === undefined ? (
        <Skeleton className="h-96" />
      ) : (
        <>
          <WarningsPanel warnings={data.warnings} />
          <PipelineCard overview={data} />
          {health.data === undefined ? (
            <Skeleton className="h-20" />
          ) : (
            <ThroughputCard health={health.data} />
          )}
          <RegionsCard regions={data.regions} rates={health.data?.regions ?? []} />
          {health.data !== undefined && (
            <div className="grid items-start gap-5 lg:grid-cols-2">
              <GapsCard health={health.data} />
              <FaultsCard faults={health.data.faults} />
            </div>
          )}
          <OwnIncidentsCard />
          <AuditCard />
        </>
      )}
    </div>
  );
}
