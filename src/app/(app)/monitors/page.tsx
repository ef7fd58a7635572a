import type { Metadata } from "next";
import { serverCaller } from "#app/server-query.ts";
import { infiniteQueryKey, seeds } from "#app/server-query-keys.ts";
import { listInput, readFilter } from "#ui/monitors/list-query.ts";
import { MonitorList } from "#ui/monitors/monitor-list.tsx";
import { Hydrated } from "../hydrated.tsx";

export const metadata: Metadata = { title: "Monitors" };

type MonitorsPageProps = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export default async function MonitorsPage({ searchParams }: MonitorsPageProps) {
  const { search, status, tag } = await searchParams;
  const filter = readFilter({ search: single(search), status: single(status), tag: single(tag) });
  const input = listInput(filter);
  const caller = await serverCaller();
  return (
    <Hydrated
      load={(queryClient) =>
        Promise.all([
          queryClient.prefetchInfiniteQuery({
            queryKey: infiniteQueryKey(["monitor", "list"], input),
            queryFn: () => caller.monitor.list(input),
            initialPageParam: null,
          }),
          seeds([["onboarding", "steps"], () => caller.onboarding.steps()])(queryClient),
        ])
      }
    >
      <MonitorList />
    </Hydrated>
  );
}

function single(value: string | string[] | undefined): string | null {
  return typeof value === "string" ? value : null;
}
