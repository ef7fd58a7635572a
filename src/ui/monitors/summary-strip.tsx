"use client";

import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import type { MonitorListPage, ShownVerdict } from "#contracts/view.ts";
import { useFormat } from "#ui/format/use-format.ts";
import { classNames } from "#ui/primitives/class-names.ts";
import { VerdictIcon } from "#ui/verdict/verdict-badge.tsx";
import { FILTER_ORDER, type ListView, toggled } from "./list-query.ts";

type SummaryStripProps = {
  view: ListView;
  onChange: (change: Partial<ListView>) => void;
  counts: MonitorListPage["counts"] | undefined;
};

/** How many there are of each status; a press shows those alone, another one more of them. */
export function SummaryStrip({ view, onChange, counts }: SummaryStripProps) {
  const t = useTranslations("monitors.filter");
  const tVerdict = useTranslations("common.verdict");
  const shown = FILTER_ORDER.filter(
    (verdict) => isAlwaysShown(verdict) || view.statuses.includes(verdict) || (counts?.[verdict] ?? 0) > 0,
  );
  const all = FILTER_ORDER.reduce((sum, verdict) => sum + (counts?.[verdict] ?? 0), 0);
  return (
    <fieldset className="flex min-w-0 flex-wrap gap-1.5">
      <legend className="sr-only">{t("legend")}</legend>
      <Chip active={view.statuses.length === 0} onClick={() => onChange({ statuses: [] })}>
        {t("all")} <Count value={counts && all} />
      </Chip>
      {shown.map((verdict) => (
        <Chip
          key={verdict}
          active={view.statuses.includes(verdict)}
          onClick={() => onChange({ statuses: toggled(view.statuses, verdict) })}
        >
          <VerdictIcon verdict={verdict} className="size-3.5" />
          {tVerdict(verdict)} <Count value={counts?.[verdict]} />
        </Chip>
      ))}
    </fieldset>
  );
}

function isAlwaysShown(verdict: ShownVerdict): boolean {
  return verdict === "down" || verdict === "up";
}

function Count({ value }: { value: number | undefined }) {
  const format = useFormat();
  if (value === undefined) return null;
  return <span className="text-ink-3 tabular-nums">{format.count(value)}</span>;
}

type ChipProps = { active: boolean; onClick: () => void; children: ReactNode };

function Chip({ active, onClick, children }: ChipProps) {
  return (
    <button
      type="button"
      aria-pressed={active}
      onClick={onClick}
      className={classNames(
        "inline-flex h-8 items-center gap-1.5 rounded-full border px-3 text-[0.8125rem] font-medium transition-colors",
        active
          ? "border-line-strong bg-surface text-ink shadow-card"
          : "border-transparent text-ink-2 hover:bg-hover",
      )}
    >
      {children}
    </button>
  );
}
