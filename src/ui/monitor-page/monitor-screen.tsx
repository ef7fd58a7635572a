"use client";

import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { HeartbeatSection } from "#ui/heartbeats/heartbeat-section.tsx";
import { ImportedCard } from "#ui/import/imported-card.tsx";
import { IncidentsCard } from "#ui/incidents/incidents-card.tsx";
import { OpenIncidentBanner } from "#ui/incidents/open-incident-banner.tsx";
import { type Liveness, pollMs } from "#ui/live/use-live-monitors.ts";
import { QueryError } from "#ui/trpc/query-error.tsx";
import { useTRPC } from "#ui/trpc/trpc-context.ts";
import { AlertRulesCard } from "./alert-rules-card.tsx";
import { AnomaliesCard } from "./anomalies-card.tsx";
import { ChannelsCard } from "./channels-card.tsx";
import { FindingsCard } from "./findings-card.tsx";
import { GapsCard } from "./gaps-card.tsx";
import { KeyFigures } from "./key-figures.tsx";
import { LatencyCard } from "./latency-card.tsx";
import { MonitorHeader } from "./monitor-header.tsx";
import { MonitorScreenSkeleton } from "./monitor-screen-skeleton.tsx";
import { ReadingsCard } from "./readings-card.tsx";
import { TicksCard } from "./ticks-card.tsx";
import { TransitionsCard } from "./transitions-card.tsx";
import { UptimeCard } from "./uptime-card.tsx";
import { useLiveMonitor } from "./use-live-monitor.ts";

export function MonitorScreen({ id }: { id: string }) {
  const t = useTranslations("monitorPage");
  const trpc = useTRPC();
  const [leaving, setLeaving] = useState(false);
  const liveness: Liveness = useLiveMonitor(id);
  const query = useQuery(
    trpc.monitor.get.queryOptions({ id }, { refetchInterval: pollMs(liveness), enabled: !leaving }),
  );
  if (query.data === undefined) {
    if (!query.isError) return <MonitorScreenSkeleton />;
    return <QueryError title={t("failed")} query={query} />;
  }

  const monitor = query.data;
  const names = new Map(monitor.readings.map((reading) => [reading.region, reading.regionName]));
  const nameOf = (region: string) => names.get(region) ?? region;
  return (
    <div className="flex flex-col gap-5">
      <MonitorHeader monitor={monitor} liveness={liveness} onLeave={() => setLeaving(true)} />
      {monitor.openIncident !== null && <OpenIncidentBanner incident={monitor.openIncident} />}
      {monitor.kind === "heartbeat" ? <HeartbeatSection id={id} /> : <ReadingsCard monitor={monitor} />}
      <FindingsCard findings={monitor.findings} />
      <AnomaliesCard anomalies={monitor.anomalies} />
      <UptimeCard id={id} />
      <ImportedCard id={id} />
      {monitor.kind !== "heartbeat" && <KeyFigures monitor={monitor} />}
      <LatencyCard
        id={id}
        intervalMs={monitor.input.intervalSec * 1000}
        readings={monitor.readings}
        nameOf={nameOf}
      />
      <IncidentsCard id={id} />
      <TicksCard id={id} readings={monitor.readings} nameOf={nameOf} />
      <div className="grid items-start gap-5 lg:grid-cols-2">
        <TransitionsCard id={id} />
        <GapsCard id={id} nameOf={nameOf} />
      </div>
      <div className="grid items-start gap-5 lg:grid-cols-2">
        <AlertRulesCard id={id} />
        <ChannelsCard id={id} />
      </div>
    </div>
  );
}
