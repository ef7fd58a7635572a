"use client";

import { useTranslations } from "next-intl";
import type { BudgetView } from "#contracts/objective.ts";
import { useFormat } from "#ui/format/use-format.ts";
import { classNames } from "#ui/primitives/class-names.ts";

/** What is left of the error budget: in words, and as a bar that says no more than they do. */
export function BudgetBar({ name, budget }: { name: string; budget: BudgetView }) {
  const t = useTranslations("reports");
  const format = useFormat();
  const { budgetMs, leftMs, parts, percent, coverage, endsAtMs } = budget;
  const share = budgetMs > 0 ? Math.max(0, Math.min(1, leftMs / budgetMs)) : 0;
  const total = format.duration(Math.floor(budgetMs / parts));
  const isSpent = leftMs < 0;
  return (
    <div className="flex flex-col gap-1.5">
      <div
        role="img"
        aria-label={t("budgetOf", { name, percent: format.percent(share) })}
        className="h-2 overflow-hidden rounded-full bg-sunken"
      >
        <div
          className={classNames("h-full rounded-full", share > 0.25 ? "bg-up-fill" : "bg-down-fill")}
          style={{ width: `${share * 100}%` }}
        />
      </div>
      <p className="flex flex-wrap gap-x-3 text-xs text-ink-2 tabular-nums">
        <span className={classNames(isSpent && "font-medium text-down")}>
          {isSpent
            ? t("overspent", { over: format.duration(Math.floor(-leftMs / parts)), total })
            : t("left", { left: format.duration(Math.floor(leftMs / parts)), total })}
        </span>
        {coverage !== null && <span>{t("report.coverage", { coverage })}</span>}
        {!isSpent && endsAtMs !== null && <span>{t("endsAt", { when: format.full(endsAtMs) })}</span>}
        {percent === null && <span>{t("unknown")}</span>}
      </p>
    </div>
  );
}
