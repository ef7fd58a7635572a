"use client";

import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import type { TickView } from "#contracts/view.ts";
import { phasesOf } from "#ui/charts/lay-out-phases.ts";
import { useFormat } from "#ui/format/use-format.ts";
import { Skeleton } from "#ui/primitives/skeleton.tsx";
import { errorMessage } from "#ui/trpc/error-message.ts";
import { useTRPC } from "#ui/trpc/trpc-context.ts";
import { EvidenceView } from "./evidence-view.tsx";
import { PhaseDot } from "./phase-legend.tsx";

export function TickDetail({ id, tick }: { id: string; tick: TickView }) {
  const t = useTranslations("monitorPage.tick");
  const phase = useTranslations("charts.phases");
  const format = useFormat();
  const phases = phasesOf(tick);
  return (
    <div className="flex flex-col gap-4 border-t bg-bg px-4 py-4 md:pl-12">
      <dl className="flex flex-wrap gap-x-8 gap-y-3 text-[0.8125rem]">
        {phases.map(({ name, us }) => (
          <div key={name}>
            <dt className="flex items-center gap-1.5 text-xs text-ink-3">
              <PhaseDot name={name} />
              {phase(name)}
            </dt>
            <dd className="tabular-nums">{format.latency(us / 1000)}</dd>
          </div>
        ))}
        <div>
          <dt className="text-xs text-ink-3">{t("received")}</dt>
          <dd className="tabular-nums">{format.bytes(tick.bytes)}</dd>
        </div>
        <div>
          <dt className="text-xs text-ink-3">{t("late")}</dt>
          <dd className="tabular-nums">{tick.lateMs <= 0 ? t("onTime") : format.latency(tick.lateMs)}</dd>
        </div>
      </dl>
      {phases.length === 0 && <p className="text-xs text-ink-3">{t("noPhases")}</p>}
      {!tick.vote && <p className="text-xs text-warn">{t("noVote")}</p>}
      {tick.hasEvidence ? (
        <KeptEvidence id={id} tick={tick} />
      ) : (
        tick.message !== null && <p lang="en">{tick.message}</p>
      )}
    </div>
  );
}

function KeptEvidence({ id, tick }: { id: string; tick: TickView }) {
  const t = useTranslations("monitorPage.tick");
  const trpc = useTRPC();
  const query = useQuery(
    trpc.monitor.evidence.queryOptions(
      { id, region: tick.region, at: tick.at },
      { staleTime: Number.POSITIVE_INFINITY },
    ),
  );
  if (query.isPending) return <Skeleton className="h-16" />;
  if (query.isError) return <p className="text-down">{errorMessage(query.error)}</p>;
  if (query.data === null) return <p className="text-ink-3">{t("evidenceGone")}</p>;
  return <EvidenceView evidence={query.data} monitorId={id} />;
}
