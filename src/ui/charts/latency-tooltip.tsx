"use client";

import { countOf } from "#ui/format/format-count.ts";
import { formatLatency } from "#ui/format/format-latency.ts";
import { formatDay, formatMoment } from "#ui/format/format-moment.ts";
import type { LatencyRow } from "./lay-out-latency.ts";
import { seriesColour } from "./series-colour.ts";

type LatencyTooltipProps = {
  at: number;
  row: LatencyRow | undefined;
  failed: number;
  /** In the order of their colours. */
  regions: readonly { code: string; name: string }[];
};

export function LatencyTooltip({ at, row, failed, regions }: LatencyTooltipProps) {
  return (
    <div className="min-w-40 rounded-lg border border-line-strong bg-surface px-3 py-2 text-xs shadow-raised">
      <p className="mb-1.5 text-ink-3 tabular-nums">
        {formatDay(at)} {formatMoment(at, undefined)}
      </p>
      {regions.map(({ code, name }, index) => (
        <p key={code} className="flex items-center gap-2 tabular-nums">
          <span className="h-0.5 w-3 rounded" style={{ background: seriesColour(index) }} />
          <span className="flex-1 text-ink-2">{name}</span>
          <span className="font-medium">{shown(row?.[code])}</span>
        </p>
      ))}
      {failed > 0 && <p className="mt-1.5 font-medium text-down">{countOf(failed, "failed check")}</p>}
    </div>
  );
}

function shown(ms: number | null | undefined): string {
  return ms === null || ms === undefined ? "–" : formatLatency(ms);
}
