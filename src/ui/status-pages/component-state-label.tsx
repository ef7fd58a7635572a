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
import { ToneLabel } from "#ui/verdict/tone-label.tsx";
import type { Tone } from "#ui/verdict/verdict-words.ts";

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
  return <ToneLabel look={LOOKS[state]} text={t(state)} className={className} />;
}
