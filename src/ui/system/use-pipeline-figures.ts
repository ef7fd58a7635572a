"use client";

import { useTranslations } from "next-intl";
import type { SystemOverview } from "#contracts/view.ts";
import { useFormat } from "#ui/format/use-format.ts";
import { findBadStages } from "./judge-pipeline.ts";

type PipelineFigure = { label: string; value: string; note: string; bad: boolean };

/** How each stage gets on, in a word and with what it does. */
export function usePipelineFigures(overview: SystemOverview): PipelineFigure[] {
  const t = useTranslations("system.pipeline");
  const format = useFormat();
  const { database, redis } = overview;
  const scheduleWords = (aheadMs: number | null) => {
    if (aheadMs === null) return { value: t("notRun"), note: t("scheduleStart") };
    if (aheadMs < 0)
      return { value: t("behind", { duration: format.duration(-aheadMs) }), note: t("isCron") };
    const duration = `${Math.floor(aheadMs / 1000)} s`;
    return { value: t("ahead", { duration }), note: t("scheduleNote") };
  };
  const bad = findBadStages(overview);
  const ran = (name: "sweep" | "rollup", ageMs: number | null) => ({
    label: t(name),
    value: ageMs === null ? t("notRun") : format.relative(0, ageMs),
    note: t(`${name}Note`),
    bad: bad.includes(name),
  });
  return [
    { label: t("schedule"), ...scheduleWords(overview.scheduleAheadMs), bad: bad.includes("schedule") },
    ran("sweep", overview.sweepAgeMs),
    ran("rollup", overview.rollupAgeMs),
    {
      label: t("database"),
      value: database.connected ? format.bytes(database.sizeBytes) : t("notReachable"),
      note: t("ticksToday", { count: database.ticksToday }),
      bad: bad.includes("database"),
    },
    {
      label: t("stream"),
      value: t(redis.connected ? "connected" : "notReachable"),
      note: redis.error ?? t("streamNote"),
      bad: bad.includes("stream"),
    },
  ];
}
