"use client";

import { useTranslations } from "next-intl";
import type { OnCallTurn } from "#contracts/escalation.ts";
import { useFormat } from "#ui/format/use-format.ts";

type TurnListProps = {
  turns: readonly OnCallTurn[];
  /** In which the turns are handed over. */
  zone: string;
  nameOf: (channelId: string) => string;
  nowMs: number;
};

/** Who is on call and who comes next: by the clock of the schedule, and by the reader's where that shows another time. */
export function TurnList({ turns, zone, nameOf, nowMs }: TurnListProps) {
  const t = useTranslations("onCall");
  return (
    <ol className="grid grid-cols-1 gap-2 text-[0.8125rem] sm:grid-cols-[fit-content(14rem)_fit-content(28rem)_auto] sm:gap-x-4">
      {turns.map((turn) => {
        const isNow = turn.startsAt <= nowMs && nowMs < turn.endsAt;
        return (
          <li
            key={`${turn.startsAt}-${turn.channelId}`}
            className="flex flex-wrap items-baseline gap-x-2.5 sm:col-span-3 sm:grid sm:grid-cols-subgrid"
          >
            <span className={isNow ? "font-semibold break-words" : "font-medium break-words"}>
              {nameOf(turn.channelId)}
            </span>
            <BothTimes turn={turn} zone={zone} />
            <span className="flex gap-2.5 text-xs">
              {isNow && <span className="font-semibold text-up">{t("now")}</span>}
              {turn.isOverride && <span className="text-ink-2">{t("override")}</span>}
            </span>
          </li>
        );
      })}
    </ol>
  );
}

function BothTimes({ turn, zone }: { turn: OnCallTurn; zone: string }) {
  const t = useTranslations("onCall");
  const there = useFormat(zone).span(turn);
  const here = useFormat().span(turn);
  return (
    <span className="text-xs tabular-nums">
      <time dateTime={new Date(turn.startsAt).toISOString()} className="text-ink-2">
        {there}
      </time>
      {here !== there && <span className="block text-ink-3">{t("yours", { span: here })}</span>}
    </span>
  );
}
