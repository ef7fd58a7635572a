"use client";

import { useQuery } from "@tanstack/react-query";
import type { TickView } from "#contracts/view.ts";
import { PHASE_WORDS, phasesOf } from "#ui/charts/lay-out-phases.ts";
import { formatBytes } from "#ui/format/format-bytes.ts";
import { formatLatency, formatMicros } from "#ui/format/format-latency.ts";
import { Skeleton } from "#ui/primitives/skeleton.tsx";
import { errorMessage } from "#ui/trpc/error-message.ts";
import { useTRPC } from "#ui/trpc/trpc-context.ts";
import { EvidenceView } from "./evidence-view.tsx";
import { PhaseDot } from "./phase-legend.tsx";

export function TickDetail({ id, tick }: { id: string; tick: TickView }) {
  const phases = phasesOf(tick);
  return (
    <div className="flex flex-col gap-4 border-t bg-bg px-4 py-4 md:pl-12">
      <dl className="flex flex-wrap gap-x-8 gap-y-3 text-[0.8125rem]">
        {phases.map(({ name, us }) => (
          <div key={name}>
            <dt className="flex items-center gap-1.5 text-xs text-ink-3">
              <PhaseDot name={name} />
              {PHASE_WORDS[name]}
            </dt>
            <dd className="tabular-nums">{formatMicros(us)}</dd>
          </div>
        ))}
        <div>
          <dt className="text-xs text-ink-3">Received</dt>
          <dd className="tabular-nums">{formatBytes(tick.bytes)}</dd>
        </div>
        <div>
          <dt className="text-xs text-ink-3">Started after its slot</dt>
          <dd className="tabular-nums">{tick.lateMs <= 0 ? "on time" : formatLatency(tick.lateMs)}</dd>
        </div>
      </dl>
      {phases.length === 0 && (
        <p className="text-xs text-ink-3">This probe cannot see the phases of a check.</p>
      )}
      {!tick.vote && (
        <p className="text-xs text-warn">
          Kept without a vote: its region could not reach its control targets.
        </p>
      )}
      {tick.hasEvidence ? (
        <KeptEvidence id={id} tick={tick} />
      ) : (
        tick.message !== null && <p>{tick.message}</p>
      )}
    </div>
  );
}

function KeptEvidence({ id, tick }: { id: string; tick: TickView }) {
  const trpc = useTRPC();
  const query = useQuery(
    trpc.monitor.evidence.queryOptions(
      { id, region: tick.region, at: tick.at },
      { staleTime: Number.POSITIVE_INFINITY },
    ),
  );
  if (query.isPending) return <Skeleton className="h-16" />;
  if (query.isError) return <p className="text-down">{errorMessage(query.error)}</p>;
  if (query.data === null) return <p className="text-ink-3">The evidence of this check is no longer kept.</p>;
  return <EvidenceView evidence={query.data} />;
}
