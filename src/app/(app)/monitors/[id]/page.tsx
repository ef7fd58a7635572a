import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { findMonitor, serverCaller } from "#app/server-query.ts";
import { infiniteQueryKey, queryKey, seeds } from "#app/server-query-keys.ts";
import { GAP_HOURS, readChartAddress, spanInput, TICKS_LIMIT } from "#ui/monitor-page/chart-address.ts";
import { MonitorScreen } from "#ui/monitor-page/monitor-screen.tsx";
import { Hydrated } from "../../hydrated.tsx";

type MonitorPageProps = {
  params: Promise<{ id: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
};

export async function generateMetadata({ params }: MonitorPageProps): Promise<Metadata> {
  const monitor = await findMonitor((await params).id);
  return { title: monitor?.name ?? (await getTranslations("monitorPage"))("notFound") };
}

export default async function MonitorPage({ params, searchParams }: MonitorPageProps) {
  const { id } = await params;
  const monitor = await findMonitor(id);
  if (monitor === null) notFound();

  const caller = await serverCaller();
  const given = await searchParams;
  const { range, chart } = readChartAddress({ get: (name) => [given[name]].flat()[0] ?? null });
  const latency = { id, ...spanInput(range) };
  const ticks = { id, limit: TICKS_LIMIT };
  const gaps = { id, hours: GAP_HOURS };
  return (
    <Hydrated
      load={(queryClient) => {
        queryClient.setQueryData(queryKey(["monitor", "get"], { id }), monitor);
        const seed = (path: readonly [string, string], input: object, queryFn: () => Promise<unknown>) =>
          queryClient.prefetchQuery({ queryKey: queryKey(path, input), queryFn });
        return Promise.all([
          monitor.kind === "heartbeat" &&
            seed(["heartbeat", "get"], { id }, () => caller.heartbeat.get({ id })),
          seed(["monitor", "uptime"], { id }, () => caller.monitor.uptime({ id })),
          (chart === "regions" || chart === "percentiles") &&
            seed(["monitor", "latency"], latency, () => caller.monitor.latency(latency)),
          seed(["incident", "ofMonitor"], { id }, () => caller.incident.ofMonitor({ id })),
          seed(["monitor", "rules"], { id }, () => caller.monitor.rules({ id })),
          seed(["monitor", "gaps"], gaps, () => caller.monitor.gaps(gaps)),
          seed(["monitor", "transitions"], { id }, () => caller.monitor.transitions({ id })),
          seed(["channel", "ofMonitor"], { id }, () => caller.channel.ofMonitor({ id })),
          seeds([["channel", "list"], () => caller.channel.list()])(queryClient),
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
