"use client";

import type { LatencySeries } from "#contracts/view.ts";
import { countOf } from "#ui/format/format-count.ts";
import { formatLatency } from "#ui/format/format-latency.ts";
import { formatDay, formatMoment } from "#ui/format/format-moment.ts";
import type { LatencyRow } from "./lay-out-latency.ts";
import { seriesColour } from "./series-colour.ts";

type LatencyTooltipProps = {
  at: number;
  data: LatencySeries;
  rows: readonly LatencyRow[];
  nameOf: (region: string) => string;
};

export function LatencyTooltip({ at, data, rows, nameOf }: LatencyTooltipProps) {
  const row = rows.find((candidate) => candidate.at === at);
  const failed = failedAt(data, at);
  return (
    <div className="min-w-40 rounded-lg border border-line-strong bg-surface px-3 py-2 text-xs shadow-raised">
      <p className="mb-1.5 text-ink-3 tabular-nums">
        {formatDay(at)} {formatMoment(at, undefined)}
      </p>
      {data.series.map(({ region }, index) => (
        <p key={region} className="flex items-center gap-2 tabular-nums">
          <span className="h-0.5 w-3 rounded" style={{ background: seriesColour(index) }} />
          <span className="flex-1 text-ink-2">{nameOf(region)}</span>
          <span className="font-medium">{shown(row?.[region])}</span>
        </p>
      ))}
      {failed > 0 && <p className="mt-1.5 font-medium text-down">{countOf(failed, "failed check")}</p>}
    </div>
  );
}

function shown(ms: number | null | undefined): string {
  return ms === null || ms === undefined ? "–" : formatLatency(ms);
}

function failedAt(data: LatencySeries, at: number): number {
  const points = data.series.flatMap((series) => series.points.filter((point) => point.at === at));
  return points.reduce((sum, point) => sum + point.failed, 0);
}
