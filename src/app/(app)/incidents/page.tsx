import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { serverCaller } from "#app/server-query.ts";
import { infiniteQueryKey } from "#app/server-query-keys.ts";
import { IncidentList } from "#ui/incidents/incident-list.tsx";
import { incidentListInput, readIncidentFilter } from "#ui/incidents/incident-query.ts";
import { Hydrated } from "../hydrated.tsx";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("incidents");
  return { title: t("title") };
}

type IncidentsPageProps = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export default async function IncidentsPage({ searchParams }: IncidentsPageProps) {
  const params = await searchParams;
  const filter = readIncidentFilter((name) => {
    const value = params[name];
    return typeof value === "string" ? value : null;
  });
  const input = incidentListInput(filter);
  const caller = await serverCaller();
  return (
    <Hydrated
      load={(queryClient) =>
        queryClient.prefetchInfiniteQuery({
          queryKey: infiniteQueryKey(["incident", "list"], input),
          queryFn: () => caller.incident.list(input),
          initialPageParam: null,
        })
      }
    >
      <IncidentList />
    </Hydrated>
  );
}
