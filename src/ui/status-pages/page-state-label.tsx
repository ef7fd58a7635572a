"use client";

import { CalendarClock, CircleDashed, Globe } from "lucide-react";
import { useTranslations } from "next-intl";
import type { StatusPageState } from "#contracts/status-page.ts";
import { useFormat } from "#ui/format/use-format.ts";
import { classNames } from "#ui/primitives/class-names.ts";

type PageStateLabelProps = { page: { state: StatusPageState; publishAt: number | null } };

/** Draft, published, or when a draft publishes itself. */
export function PageStateLabel({ page: { state, publishAt } }: PageStateLabelProps) {
  const t = useTranslations("statusPages.pageState");
  const format = useFormat();
  const kind = state === "draft" && publishAt !== null ? "scheduled" : state;
  const { icon: Icon, tone } = LOOKS[kind];
  return (
    <span
      className={classNames(
        "inline-flex min-h-6 shrink-0 items-center gap-1.5 rounded-full pr-2.5 pl-2 text-xs font-semibold",
        tone,
      )}
    >
      <Icon aria-hidden className="size-3.5" strokeWidth={2.5} />
      {kind === "scheduled" && publishAt !== null
        ? t("scheduled", { moment: `${format.date(publishAt)}, ${format.time(publishAt)}` })
        : t(state)}
    </span>
  );
}

const LOOKS = {
  draft: { icon: CircleDashed, tone: "bg-idle-soft text-idle" },
  scheduled: { icon: CalendarClock, tone: "bg-warn-soft text-warn" },
  published: { icon: Globe, tone: "bg-up-soft text-up" },
} as const;
