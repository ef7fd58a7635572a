"use client";

import { useTranslations } from "next-intl";
import { useFormat } from "#ui/format/use-format.ts";

export type ChartLine = { key: string; name: string; colour: string; dashed?: boolean };
type LineTooltipProps = {
  at: number;
  values: Record<string, number | null> | undefined;
  lines: readonly ChartLine[];
  failed: number;
};

export function LineTooltip({ at, values, lines, failed }: LineTooltipProps) {
  const t = useTranslations("charts");
  const format = useFormat();
  return (
    <div className="min-w-44 rounded-lg border border-line-strong bg-surface px-3 py-2 text-xs shadow-raised">
      <p className="mb-1.5 text-ink-3 tabular-nums">
        {format.day(at)}, {format.moment(at)}
      </p>
      {lines.map((line) => {
        const value = values?.[line.key];
        return (
          <p key={line.key} className="flex items-center gap-2 tabular-nums">
            <LineSample line={line} />
            <span className="flex-1 text-ink-2">{line.name}</span>
            <span className="font-medium">
              {value === null || value === undefined ? "–" : format.latency(value)}
            </span>
          </p>
        );
      })}
      {failed > 0 && <p className="mt-1.5 font-medium text-down">{t("failedChecks", { count: failed })}</p>}
    </div>
  );
}

export function LineSample({ line: { colour, dashed = false } }: { line: ChartLine }) {
  return (
    <span
      aria-hidden
      className="w-3.5 shrink-0 border-t-2"
      style={{ borderColor: colour, borderTopStyle: dashed ? "dotted" : "solid" }}
    />
  );
}
