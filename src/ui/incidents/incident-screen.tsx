"use client";

import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { QueryError } from "#ui/trpc/query-error.tsx";
import { useTRPC } from "#ui/trpc/trpc-context.ts";
import { EvidenceCard } from "./evidence-card.tsx";
import { IncidentHeader } from "./incident-header.tsx";
import { IncidentScreenSkeleton } from "./incident-screen-skeleton.tsx";
import { LinksCard } from "./links-card.tsx";
import { PostMortemCard } from "./post-mortem-card.tsx";
import { TimelineCard } from "./timeline-card.tsx";
import { ToldCard } from "./told-card.tsx";

const OPEN_MS = 3_000;
const OVER_MS = 30_000;

/** Asked again every few seconds while it is open; later for messages that are still on their way. */
export function IncidentScreen({ id }: { id: string }) {
  const t = useTranslations("incidents");
  const trpc = useTRPC();
  const query = useQuery(
    trpc.incident.get.queryOptions(
      { id },
      { refetchInterval: ({ state }) => (state.data?.closedAt === null ? OPEN_MS : OVER_MS) },
    ),
  );
  const regions = useQuery(trpc.region.list.queryOptions(undefined, { staleTime: 60_000 }));
  const names = new Map(regions.data?.map(({ code, name }) => [code, name]));
  const nameOf = (region: string) => names.get(region) ?? region;
  if (query.data === undefined) {
    if (!query.isError) return <IncidentScreenSkeleton />;
    return <QueryError title={t("oneNotLoaded")} query={query} />;
  }
  const incident = query.data;
  return (
    <div className="flex flex-col gap-5">
      <IncidentHeader incident={incident} />
      <div className="grid items-start gap-5 lg:grid-cols-[minmax(0,2fr)_minmax(0,1fr)]">
        <div className="flex min-w-0 flex-col gap-5">
          <TimelineCard incident={incident} nameOf={nameOf} />
          <EvidenceCard incident={incident} nameOf={nameOf} />
          <PostMortemCard incident={incident} />
        </div>
        <div className="flex min-w-0 flex-col gap-5">
          <ToldCard incident={incident} />
          <LinksCard incident={incident} />
        </div>
      </div>
    </div>
  );
}
