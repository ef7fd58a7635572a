"use client";

import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { Skeleton } from "#ui/primitives/skeleton.tsx";
import { QueryError } from "#ui/trpc/query-error.tsx";
import { useTRPC } from "#ui/trpc/trpc-context.ts";
import { HeartbeatCard } from "./heartbeat-card.tsx";
import { RunsCard } from "./runs-card.tsx";

const POLL_MS = 5_000;

/** What the page of a heartbeat has instead of regions: how to call it, and what came of it. */
export function HeartbeatSection({ id }: { id: string }) {
  const t = useTranslations("heartbeats");
  const trpc = useTRPC();
  const query = useQuery(trpc.heartbeat.get.queryOptions({ id }, { refetchInterval: POLL_MS }));
  if (query.data === undefined) {
    return query.isError ? <QueryError title={t("failed")} query={query} /> : <Skeleton className="h-96" />;
  }
  return (
    <>
      <HeartbeatCard id={id} heartbeat={query.data} />
      <RunsCard heartbeat={query.data} />
    </>
  );
}
