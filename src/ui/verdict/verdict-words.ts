import {
  Activity,
  CircleCheck,
  CirclePause,
  CircleQuestionMark,
  CircleX,
  type LucideIcon,
  TriangleAlert,
  Wrench,
} from "lucide-react";
import type { ShownVerdict } from "#contracts/view.ts";

export type Tone = "up" | "down" | "warn" | "idle";
export type VerdictLook = { tone: Tone; icon: LucideIcon };

/** Each verdict differs by word (of the messages) and shape, not by colour alone. */
export const VERDICT_LOOKS: Record<ShownVerdict, VerdictLook> = {
  up: { tone: "up", icon: CircleCheck },
  down: { tone: "down", icon: CircleX },
  degraded: { tone: "warn", icon: TriangleAlert },
  flapping: { tone: "warn", icon: Activity },
  maintenance: { tone: "idle", icon: Wrench },
  unknown: { tone: "idle", icon: CircleQuestionMark },
  paused: { tone: "idle", icon: CirclePause },
};

export const TONE_TEXT: Record<Tone, string> = {
  up: "text-up",
  down: "text-down",
  warn: "text-warn",
  idle: "text-idle",
};

export const TONE_SOFT: Record<Tone, string> = {
  up: "bg-up-soft text-up",
  down: "bg-down-soft text-down",
  warn: "bg-warn-soft text-warn",
  idle: "bg-idle-soft text-idle",
};
