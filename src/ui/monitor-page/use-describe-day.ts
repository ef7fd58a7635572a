"use client";

import { useTranslations } from "next-intl";
import type { UptimeDay } from "#contracts/uptime-history.ts";
import { lookOfDay } from "#ui/charts/lay-out-days.ts";
import { useFormat } from "#ui/format/use-format.ts";

/** A day in words: "21 Nov: 99.2%, 12 min down, 20 min of maintenance, 1 incident". */
export function useDescribeDay(): (day: UptimeDay) => string {
  const t = useTranslations("monitorPage.uptime");
  const format = useFormat();
  return (day) => {
    const look = lookOfDay(day);
    const knownMs = day.upMs + day.downMs;
    const parts = [
      look === "none" ? t("noData") : "",
      knownMs > 0 ? format.percent(day.upMs / knownMs) : "",
      day.downMs > 0 ? t("downFor", { duration: format.duration(day.downMs) }) : "",
      day.maintenanceMs > 0 ? t("maintenanceFor", { duration: format.duration(day.maintenanceMs) }) : "",
      day.incidents.length > 0 ? t("incidentCount", { count: day.incidents.length }) : "",
    ];
    return `${format.utcDay(day.at)}: ${parts.filter((part) => part !== "").join(", ")}`;
  };
}
