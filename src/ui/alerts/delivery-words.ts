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
import type { Tone } from "#ui/verdict/verdict-words.ts";

export type Look = { word: string; tone: Tone; icon: LucideIcon };

type DeliveryState = Pick<DeliveryView, "status" | "attempts" | "leaderId" | "heldBecause">;

export const EVENT_LOOKS: Record<NotificationKind, Look> = {
  down: { word: "Down", tone: "down", icon: CircleX },
  up: { word: "Recovered", tone: "up", icon: CircleCheck },
  degraded: { word: "Degraded", tone: "warn", icon: TriangleAlert },
  flapping: { word: "Flapping", tone: "warn", icon: Activity },
  reminder: { word: "Reminder", tone: "down", icon: AlarmClock },
  escalation: { word: "Escalated", tone: "down", icon: ChevronsUp },
  acknowledged: { word: "Acknowledged", tone: "idle", icon: Check },
  test: { word: "Test", tone: "idle", icon: MessageSquare },
};

export function deliveryLook({ status, attempts, leaderId, heldBecause }: DeliveryState): Look {
  if (status === "sent" && leaderId !== null) return { word: "Told together", tone: "up", icon: Layers };
  if (status === "sent") return { word: "Delivered", tone: "up", icon: CircleCheck };
  if (status === "failed") return { word: "Refused", tone: "down", icon: CircleX };
  if (status === "dead") return { word: "Given up", tone: "down", icon: CircleX };
  if (status === "suppressed") return { word: "Not sent", tone: "idle", icon: CircleMinus };
  if (heldBecause !== null) return { word: "Held back", tone: "warn", icon: CirclePause };
  if (attempts === 0) return { word: "Waiting", tone: "idle", icon: Clock };
  return { word: "Will try again", tone: "warn", icon: RotateCw };
}

type ChannelState = Pick<ChannelView, "enabled" | "lastDelivery" | "openUntil">;

export function channelLook({ enabled, lastDelivery, openUntil }: ChannelState, now: number): Look {
  if (!enabled) return { word: "Off", tone: "warn", icon: CircleX };
  if (openUntil !== null && openUntil > now) return { word: "Pausing", tone: "warn", icon: CirclePause };
  if (lastDelivery === null) return { word: "Not used yet", tone: "idle", icon: Clock };
  if (lastDelivery.status === "sent") return { word: "Working", tone: "up", icon: CircleCheck };
  return { word: "Last message failed", tone: "down", icon: CircleX };
}
