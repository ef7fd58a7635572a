"use client";

import { CircleCheck, CircleDashed, Eye, type LucideIcon, Megaphone, Search, Wrench } from "lucide-react";
import { useTranslations } from "next-intl";
import type { PostState } from "#contracts/status-post.ts";
import { ToneLabel } from "#ui/verdict/tone-label.tsx";
import type { Tone } from "#ui/verdict/verdict-words.ts";

const LOOKS: Record<PostState, { tone: Tone; icon: LucideIcon }> = {
  investigating: { tone: "down", icon: Search },
  identified: { tone: "warn", icon: Search },
  monitoring: { tone: "warn", icon: Eye },
  resolved: { tone: "up", icon: CircleCheck },
  scheduled: { tone: "idle", icon: CircleDashed },
  in_progress: { tone: "warn", icon: Wrench },
  completed: { tone: "up", icon: CircleCheck },
  cancelled: { tone: "idle", icon: CircleDashed },
  active: { tone: "idle", icon: Megaphone },
  ended: { tone: "idle", icon: CircleCheck },
};

export function PostStateLabel({ state, className }: { state: PostState; className?: string }) {
  const t = useTranslations("statusPosts.states");
  return <ToneLabel look={LOOKS[state]} text={t(state)} className={className} />;
}
