import {
  Activity,
  AlarmClock,
  Check,
  ChevronsUp,
  CircleCheck,
  CircleMinus,
  CirclePause,
  CircleX,
  Clock,
  Layers,
  type LucideIcon,
  MessageSquare,
  RotateCw,
  TriangleAlert,
} from "lucide-react";
import type { ChannelView, DeliveryView } from "#contracts/channel.ts";
import type { NotificationKind } from "#contracts/notification.ts";
import type { Messages } from "#ui/i18n/load-messages.ts";
import type { Tone } from "#ui/verdict/verdict-words.ts";

/** `word` is a key of the messages. */
export type Look = { word: keyof Messages["common"]["look"]; tone: Tone; icon: LucideIcon };

type DeliveryState = Pick<DeliveryView, "status" | "attempts" | "leaderId" | "heldBecause">;

export const EVENT_LOOKS: Record<NotificationKind, Look> = {
  down: { word: "down", tone: "down", icon: CircleX },
  up: { word: "recovered", tone: "up", icon: CircleCheck },
  degraded: { word: "degraded", tone: "warn", icon: TriangleAlert },
  flapping: { word: "flapping", tone: "warn", icon: Activity },
  reminder: { word: "reminder", tone: "down", icon: AlarmClock },
  escalation: { word: "escalated", tone: "down", icon: ChevronsUp },
  acknowledged: { word: "acknowledged", tone: "idle", icon: Check },
  test: { word: "test", tone: "idle", icon: MessageSquare },
};

export function deliveryLook({ status, attempts, leaderId, heldBecause }: DeliveryState): Look {
  if (status === "sent" && leaderId !== null) return { word: "toldTogether", tone: "up", icon: Layers };
  if (status === "sent") return { word: "delivered", tone: "up", icon: CircleCheck };
  if (status === "failed") return { word: "refused", tone: "down", icon: CircleX };
  if (status === "dead") return { word: "givenUp", tone: "down", icon: CircleX };
  if (status === "suppressed") return { word: "notSent", tone: "idle", icon: CircleMinus };
  if (heldBecause !== null) return { word: "heldBack", tone: "warn", icon: CirclePause };
  if (attempts === 0) return { word: "waiting", tone: "idle", icon: Clock };
  return { word: "willTryAgain", tone: "warn", icon: RotateCw };
}

type ChannelState = Pick<ChannelView, "enabled" | "lastDelivery" | "openUntil">;

export function channelLook({ enabled, lastDelivery, openUntil }: ChannelState, now: number): Look {
  if (!enabled) return { word: "off", tone: "warn", icon: CircleX };
  if (openUntil !== null && openUntil > now) return { word: "pausing", tone: "warn", icon: CirclePause };
  if (lastDelivery === null) return { word: "notUsedYet", tone: "idle", icon: Clock };
  if (lastDelivery.status === "sent") return { word: "working", tone: "up", icon: CircleCheck };
  return { word: "lastFailed", tone: "down", icon: CircleX };
}
