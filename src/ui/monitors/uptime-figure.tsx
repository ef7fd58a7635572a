"use client";

import { useTranslations } from "next-intl";
import { useFormat } from "#ui/format/use-format.ts";

type UptimeFigureProps = { uptime: number | null; coverage: number | null };

/** Uptime never stands alone when part of the time is not known. */
export function UptimeFigure({ uptime, coverage }: UptimeFigureProps) {
  const t = useTranslations("monitors.row");
  const format = useFormat();
  return (
    <>
      <span className="font-medium tabular-nums">{uptime === null ? "–" : format.percent(uptime)}</span>
      {coverage !== null && coverage < 1 && (
        <span className="block text-xs text-ink-3 tabular-nums">
          {t("known", { share: format.percent(coverage) })}
        </span>
      )}
    </>
  );
}
