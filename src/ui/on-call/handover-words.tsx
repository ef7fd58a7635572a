"use client";

import { useTranslations } from "next-intl";
import type { OnCallTurn, Rotation } from "#contracts/escalation.ts";
import { useFormat } from "#ui/format/use-format.ts";

/** "2 turns of 7 days, handed over at 09:00 (Europe/Berlin), 08:00 in your time." */
export function HandoverWords({ rotation, turns }: { rotation: Rotation; turns: readonly OnCallTurn[] }) {
  const t = useTranslations("onCall");
  const format = useFormat();
  const there = useFormat(rotation.zone);
  // The next one: with summer time the reader's hour is not the same all year.
  const next = turns.find(({ isOverride }, index) => index > 0 && !isOverride);
  const differs = next !== undefined && format.time(next.startsAt) !== there.time(next.startsAt);
  return (
    <>
      {t("handover", {
        turns: rotation.channelIds.length,
        days: rotation.days,
        time: rotation.handover,
        zone: rotation.zone,
      })}
      {differs && t("handoverYours", { time: format.time(next.startsAt) })}
    </>
  );
}
