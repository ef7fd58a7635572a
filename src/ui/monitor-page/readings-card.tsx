"use client";

import { CircleCheck, CircleDashed, CircleMinus, CircleX } from "lucide-react";
import { useTranslations } from "next-intl";
import type { Outcome } from "#contracts/tick.ts";
import type { MonitorDetail, RegionReadingView } from "#contracts/view.ts";
import { useFormat } from "#ui/format/use-format.ts";
import { TimeAgo } from "#ui/live/time-ago.tsx";
import { Card, CardHeader } from "#ui/primitives/card.tsx";
import { isNeutral } from "#ui/verdict/outcome-words.ts";

export function ReadingsCard({ monitor }: { monitor: MonitorDetail }) {
  const t = useTranslations("monitorPage.readings");
  const waiting =
    monitor.verdict !== "paused" && monitor.readings.every((reading) => reading.lastTick === null);
  return (
    <Card>
      <CardHeader
        title={waiting ? t("waitingTitle") : t("title")}
        note={waiting ? t("waitingNote") : t("note")}
      />
      <ul className="grid gap-px overflow-hidden rounded-b-xl bg-line sm:grid-cols-2 lg:grid-cols-3">
        {monitor.readings.map((reading) => (
          <li key={reading.region} className="flex items-start gap-3 bg-surface px-4 py-3">
            <Reading reading={reading} paused={monitor.verdict === "paused"} />
          </li>
        ))}
      </ul>
    </Card>
  );
}

function Reading({ reading, paused }: { reading: RegionReadingView; paused: boolean }) {
  const t = useTranslations("monitorPage.readings");
  const outcome = useTranslations("common.outcome");
  const format = useFormat();
  const { lastTick } = reading;
  if (lastTick === null) {
    return (
      <>
        <CircleDashed
          aria-hidden
          className={`mt-0.5 size-4 shrink-0 text-idle ${paused ? "" : "animate-spin [animation-duration:3s]"}`}
        />
        <div className="min-w-0">
          <p className="truncate font-medium">{reading.regionName}</p>
          <p className="text-xs text-ink-3">{paused ? t("noneYet") : t("waiting")}</p>
        </div>
      </>
    );
  }
  return (
    <>
      <OutcomeIcon outcome={lastTick.outcome} />
      <div className="min-w-0 flex-1">
        <p className="flex justify-between gap-3">
          <span className="truncate font-medium">{reading.regionName}</span>
          <span className="shrink-0 font-medium tabular-nums">{format.latency(lastTick.totalMs)}</span>
        </p>
        <p className="flex justify-between gap-3 text-xs text-ink-3">
          <span className="min-w-0 truncate">
            {outcome(lastTick.outcome)}
            {lastTick.status !== null && `, ${lastTick.status}`}
            {!lastTick.vote && ` ${t("noVote")}`}
          </span>
          <span className="shrink-0 tabular-nums">
            <TimeAgo at={lastTick.at} />
          </span>
        </p>
      </div>
    </>
  );
}

export function OutcomeIcon({ outcome }: { outcome: Outcome }) {
  const style = "mt-0.5 size-4 shrink-0";
  if (outcome === "ok") return <CircleCheck aria-hidden className={`${style} text-up`} />;
  if (isNeutral(outcome)) return <CircleMinus aria-hidden className={`${style} text-idle`} />;
  return <CircleX aria-hidden className={`${style} text-down`} />;
}
