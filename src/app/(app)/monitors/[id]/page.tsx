import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { findMonitor, serverCaller } from "#app/server-query.ts";
import { infiniteQueryKey, queryKey } from "#app/server-query-keys.ts";
import { MonitorScreen } from "#ui/monitor-page/monitor-screen.tsx";
import { readRange, TICKS_LIMIT } from "#ui/monitor-page/range.ts";
import { Hydrated } from "../../hydrated.tsx";

type MonitorPageProps = {
  params: Promise<{ id: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
};

export async function generateMetadata({ params }: MonitorPageProps): Promise<Metadata> {
  const monitor = await findMonitor((await params).id);
  return { title: monitor?.name ?? "Not found" };
}

export default async function MonitorPage({ params, searchParams }: MonitorPageProps) {
  const { id } = await params;
  const { hours } = await searchParams;
  const monitor = await findMonitor(id);
  if (monitor === null) notFound();

  const caller = await serverCaller();
  const latency = { id, hours: Number(readRange(typeof hours === "string" ? hours : null)) };
  const ticks = { id, limit: TICKS_LIMIT };
  return (
    <Hydrated
      load={(queryClient) => {
        queryClient.setQueryData(queryKey(["monitor", "get"], { id }), monitor);
        return Promise.all([
          queryClient.prefetchQuery({
            queryKey: queryKey(["monitor", "latency"], latency),
            queryFn: () => caller.monitor.latency(latency),
          }),
          queryClient.prefetchInfiniteQuery({
            queryKey: infiniteQueryKey(["monitor", "ticks"], ticks),
            queryFn: () => caller.monitor.ticks(ticks),
            initialPageParam: null,
          }),
        ]);
      }}
    >
      <MonitorScreen id={id} />
    </Hydrated>
  );
}
