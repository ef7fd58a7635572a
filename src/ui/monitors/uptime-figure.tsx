import { formatPercent } from "#ui/format/format-percent.ts";

type UptimeFigureProps = { uptime: number | null; coverage: number | null };

/** Uptime never stands alone when part of the time is not known. */
export function UptimeFigure({ uptime, coverage }: UptimeFigureProps) {
  return (
    <>
      <span className="font-medium tabular-nums">{uptime === null ? "–" : formatPercent(uptime)}</span>
      {coverage !== null && coverage < 1 && (
        <span className="block text-xs text-ink-3 tabular-nums">{formatPercent(coverage)} known</span>
      )}
    </>
  );
}
