"use client";

import { useTranslations } from "next-intl";
import { DataTable } from "#ui/charts/data-table.tsx";
import type { LatencyRow } from "#ui/charts/lay-out-latency.ts";
import type { ChartLine } from "#ui/charts/line-tooltip.tsx";
import { useFormat } from "#ui/format/use-format.ts";

export function LatencyRowsTable({
  rows,
  lines,
}: {
  rows: readonly LatencyRow[];
  lines: readonly ChartLine[];
}) {
  const t = useTranslations("monitorPage.latency");
  const format = useFormat();
  const shown = (ms: number | null | undefined) =>
    ms === null || ms === undefined ? "–" : format.latency(ms);
  return (
    <DataTable
      summary={t("table")}
      caption={t("tableCaption")}
      head={[t("time"), ...lines.map(({ name }) => name)]}
      rows={rows.toReversed().map((row) => ({
        key: row.at,
        cells: [
          `${format.day(row.at)}, ${format.moment(row.at)}`,
          ...lines.map(({ key }) => shown(row[key])),
        ],
      }))}
    />
  );
}
