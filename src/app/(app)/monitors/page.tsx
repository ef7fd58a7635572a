import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { findIdentity, serverCaller } from "#app/server-query.ts";
import { infiniteQueryKey, queryKey } from "#app/server-query-keys.ts";
import { listInput, readView } from "#ui/monitors/list-query.ts";
import { MonitorList } from "#ui/monitors/monitor-list.tsx";
import { Hydrated } from "../hydrated.tsx";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("monitors"))("title") };
}

type MonitorsPageProps = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export default async function MonitorsPage({ searchParams }: MonitorsPageProps) {
  const input = listInput(readView(toParams(await searchParams)));
  const caller = await serverCaller();
  const identity = await findIdentity();
  return (
    <Hydrated
      load={(queryClient) =>
        Promise.all([
          queryClient.prefetchInfiniteQuery({
            queryKey: infiniteQueryKey(["monitor", "list"], input),
            queryFn: () => caller.monitor.list(input),
            initialPageParam: null,
          }),
          queryClient.prefetchQuery({
            queryKey: queryKey(["onboarding", "steps"]),
            queryFn: () => caller.onboarding.steps(),
          }),
          queryClient.prefetchQuery({
            queryKey: queryKey(["savedView", "list"]),
            queryFn: () => caller.savedView.list(),
          }),
          queryClient.prefetchQuery({
            queryKey: queryKey(["bulk", "current"]),
            queryFn: () => caller.bulk.current(),
          }),
          queryClient.prefetchQuery({
            queryKey: queryKey(["monitor", "tags"]),
            queryFn: () => caller.monitor.tags(),
          }),
          queryClient.prefetchQuery({
            queryKey: queryKey(["region", "list"]),
            queryFn: () => caller.region.list(),
          }),
        ])
      }
    >
      <MonitorList canEdit={identity?.workspace != null && identity.workspace.role !== "viewer"} />
    </Hydrated>
  );
}

function toParams(given: Record<string, string | string[] | undefined>): URLSearchParams {
  const params = new URLSearchParams();
  for (const [name, value] of Object.entries(given)) {
    for (const one of [value].flat()) if (one !== undefined) params.append(name, one);
  }
  return params;
}
