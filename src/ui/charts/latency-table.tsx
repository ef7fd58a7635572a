"use client";

import { useTranslations } from "next-intl";
import type { LatencySeries } from "#contracts/latency.ts";
import { useFormat } from "#ui/format/use-format.ts";
import { summarizeLatency } from "./summarize-latency.ts";

type LatencyTableProps = { data: LatencySeries; nameOf: (region: string) => string };

/** What the chart shows, in short, for those who cannot see it. */
export function LatencyTable({ data, nameOf }: LatencyTableProps) {
  const t = useTranslations("charts.latency");
  const format = useFormat();
  const shown = (ms: number | null) => (ms === null ? t("none") : format.latency(ms));
  return (
    // A table ignores the width of one pixel that hides it, so a block around it does.
    <div className="sr-only">
      <table>
        <caption>{t("caption")}</caption>
        <thead>
          <tr>
            <th scope="col">{t("region")}</th>
            <th scope="col">{t("lowestMedian")}</th>
            <th scope="col">{t("highestP95")}</th>
            <th scope="col">{t("slowest")}</th>
            <th scope="col">{t("good")}</th>
            <th scope="col">{t("failed")}</th>
          </tr>
        </thead>
        <tbody>
          {summarizeLatency(data).map((row) => (
            <tr key={row.region}>
              <th scope="row">{nameOf(row.region)}</th>
              <td>{shown(row.lowestMedianMs)}</td>
              <td>{shown(row.highestP95Ms)}</td>
              <td>{shown(row.maxMs)}</td>
              <td>{format.count(row.ok)}</td>
              <td>{format.count(row.failed)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
