"use client";

import { useTranslations } from "next-intl";
import type { MonitorDetail } from "#contracts/view.ts";
import { useFormat } from "#ui/format/use-format.ts";
import { Card } from "#ui/primitives/card.tsx";
import { Figure } from "#ui/primitives/figure.tsx";

export function KeyFigures({ monitor }: { monitor: MonitorDetail }) {
  const t = useTranslations("monitorPage.figures");
  const format = useFormat();
  const { input } = monitor;
  const shown = (ms: number | null) => (ms === null ? "–" : format.latency(ms));
  const note = t("ofGoodChecks");
  return (
    <Card className="overflow-hidden">
      <dl className="-m-px grid grid-cols-2 sm:grid-cols-4 [&>div]:border-t [&>div]:border-l">
        <Figure label={t("median")} value={shown(monitor.p50Ms)} note={note} />
        <Figure label="p95" value={shown(monitor.p95Ms)} note={note} />
        <Figure label="p99" value={shown(monitor.p99Ms)} note={note} />
        <Figure
          label={t("interval")}
          value={format.interval(input.intervalSec)}
          note={t("regionsAndTimeout", {
            regions: input.regions.length,
            timeout: format.interval(input.timeoutMs / 1000),
          })}
        />
      </dl>
    </Card>
  );
}
