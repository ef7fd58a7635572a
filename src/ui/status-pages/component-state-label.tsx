"use client";

import {
  CircleCheck,
  CircleQuestionMark,
  CircleX,
  type LucideIcon,
  TriangleAlert,
  Wrench,
} from "lucide-react";
import { useTranslations } from "next-intl";
import type { ComponentState } from "#contracts/status-post.ts";
import { classNames } from "#ui/primitives/class-names.ts";
import { TONE_TEXT, type Tone } from "#ui/verdict/verdict-words.ts";

const LOOKS: Record<ComponentState, { tone: Tone; icon: LucideIcon }> = {
  operational: { tone: "up", icon: CircleCheck },
  degraded: { tone: "warn", icon: TriangleAlert },
  partial_outage: { tone: "warn", icon: TriangleAlert },
  major_outage: { tone: "down", icon: CircleX },
  maintenance: { tone: "idle", icon: Wrench },
  unknown: { tone: "idle", icon: CircleQuestionMark },
};

type ComponentStateLabelProps = { state: ComponentState; className?: string };

/** As visitors read it. */
export function ComponentStateLabel({ state, className }: ComponentStateLabelProps) {
  const t = useTranslations("statusPages.states");
  const { tone, icon: Icon } = LOOKS[state];
  return (
    <span
      className={classNames(
        "inline-flex items-center gap-1.5 text-[0.8125rem] font-medium",
        TONE_TEXT[tone],
        className,
      )}
    >
      <Icon aria-hidden className="size-4 shrink-0" strokeWidth={2.25} />
      {t(state)}
    </span>
  );
}
