"use client";

import { useTranslations } from "next-intl";
import type { AnomalyView } from "#contracts/anomaly.ts";
import { useFormat } from "#ui/format/use-format.ts";
import { Moment } from "#ui/live/time-ago.tsx";
import { Card, CardHeader } from "#ui/primitives/card.tsx";
import { describeAnomaly } from "./describe-anomaly.ts";

/** What is unusual for the hour of the week, with what that is held against. */
export function AnomaliesCard({ anomalies }: { anomalies: readonly AnomalyView[] }) {
  const t = useTranslations("anomalies");
  const format = useFormat();
  if (anomalies.length === 0) return null;
  return (
    <Card aria-label={t("title")}>
      <CardHeader title={t("title")} note={t("note")} />
      <ul className="divide-y">
        {anomalies.map((anomaly) => {
          const { direction, percent } = describeAnomaly(anomaly);
          return (
            <li key={anomaly.id} className="px-4 py-3">
              <div className="flex flex-wrap justify-between gap-x-3">
                <p className="font-medium">
                  {t(direction, { region: anomaly.regionName, percent: format.count(percent) })}
                </p>
                <p className="text-xs text-ink-3 tabular-nums">
                  <Moment at={anomaly.fromMs} withDay />
                  {" – "}
                  {anomaly.toMs === null ? t("goesOn") : <Moment at={anomaly.toMs} withDay />}
                </p>
              </div>
              <p className="text-[0.8125rem] text-pretty text-ink-2">
                {t("evidence", {
                  observed: format.latency(anomaly.observedUs / 1000),
                  hour: `${format.date(anomaly.peakMs)}, ${format.time(anomaly.peakMs)}`,
                  samples: anomaly.samples,
                  median: format.latency(anomaly.medianUs / 1000),
                  mad: format.latency(anomaly.madUs / 1000),
                  weeks: anomaly.weeks,
                })}
              </p>
            </li>
          );
        })}
      </ul>
    </Card>
  );
}
