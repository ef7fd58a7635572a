"use client";

import { useTranslations } from "next-intl";
import type { BacktestListItem } from "#contracts/backtest.ts";
import { useFormat } from "#ui/format/use-format.ts";
import { Moment } from "#ui/live/time-ago.tsx";
import { Card, CardHeader } from "#ui/primitives/card.tsx";
import { classNames } from "#ui/primitives/class-names.ts";
import { TONE_TEXT } from "#ui/verdict/verdict-words.ts";
import { STATUS_TONES } from "./backtest-words.ts";

type EarlierRunsProps = {
  runs: readonly BacktestListItem[];
  shown: string | null;
  onChoose: (id: string) => void;
};

export function EarlierRuns({ runs, shown, onChoose }: EarlierRunsProps) {
  const t = useTranslations("backtest");
  const format = useFormat();
  return (
    <Card aria-label={t("earlier.title")}>
      <CardHeader title={t("earlier.title")} note={t("earlier.note")} />
      <ul className="divide-y">
        {runs.map((run) => (
          <li key={run.id}>
            <button
              type="button"
              aria-pressed={run.id === shown}
              onClick={() => onChoose(run.id)}
              className={classNames(
                "flex w-full flex-wrap items-center justify-between gap-x-4 gap-y-1 px-4 py-2.5 text-left text-[0.8125rem] hover:bg-hover focus-visible:-outline-offset-2",
                run.id === shown && "bg-hover",
              )}
            >
              <span>
                <Moment at={run.createdAt} withDay />
                <span className="text-ink-2">
                  {" · "}
                  {t("earlier.monitors", {
                    count: run.total,
                    duration: format.duration(run.input.toMs - run.input.fromMs),
                  })}
                </span>
              </span>
              <span className={classNames("text-xs font-semibold", TONE_TEXT[STATUS_TONES[run.status]])}>
                {t(`status.${run.status}`)}
              </span>
            </button>
          </li>
        ))}
      </ul>
    </Card>
  );
}
