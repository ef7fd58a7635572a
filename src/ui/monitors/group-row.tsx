"use client";

import { ChevronRight } from "lucide-react";
import { useTranslations } from "next-intl";
import type { ListGrouping } from "#contracts/monitor-list.ts";
import type { MonitorGroup, ShownVerdict } from "#contracts/view.ts";
import { useFormat } from "#ui/format/use-format.ts";
import { classNames } from "#ui/primitives/class-names.ts";
import { VerdictIcon } from "#ui/verdict/verdict-badge.tsx";

type GroupRowProps = {
  group: MonitorGroup;
  grouping: ListGrouping;
  isOpen: boolean;
  onToggle: (key: string) => void;
};

export function GroupRow({ group, grouping, isOpen, onToggle }: GroupRowProps) {
  const t = useTranslations("monitors.group");
  const tVerdict = useTranslations("common.verdict");
  const format = useFormat();
  const verdict = grouping === "status" ? (group.key as ShownVerdict) : null;
  const name = verdict ? tVerdict(verdict) : group.key === "" ? t("untagged") : group.key;
  return (
    <h2>
      <button
        type="button"
        aria-expanded={isOpen}
        onClick={() => onToggle(group.key)}
        className="flex h-10 w-full items-center gap-2 bg-sunken/60 px-4 text-left text-[0.8125rem] font-semibold hover:bg-hover"
      >
        <ChevronRight
          aria-hidden
          className={classNames("size-4 text-ink-3 transition-transform", isOpen && "rotate-90")}
        />
        {verdict && <VerdictIcon verdict={verdict} className="size-4" />}
        <span className="min-w-0 truncate">{name}</span>
        <span className="font-normal text-ink-3 tabular-nums">{format.count(group.count)}</span>
      </button>
    </h2>
  );
}
