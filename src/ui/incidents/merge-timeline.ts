import type { DeliveryView } from "#contracts/channel.ts";
import type { IncidentEventKind, IncidentEventView } from "#contracts/incident.ts";
import type { NotificationKind } from "#contracts/notification.ts";

/** What became of a message: `along` went with another one's. */
export type Telling = "told" | "along" | "waiting" | "lost" | "held";

export type TimelineEntry = { key: string; at: number } & (
  | { kind: "event"; event: IncidentEventKind; region: string | null; actor: string | null; message: string }
  | { kind: "message"; telling: Telling; event: NotificationKind; channel: string; note: string | null }
);

type Told = Pick<
  DeliveryView,
  | "id"
  | "channelName"
  | "event"
  | "status"
  | "heldBecause"
  | "leaderId"
  | "lastError"
  | "createdAt"
  | "sentAt"
>;

/** Oldest first. At the same moment what happened comes before who was told of it. */
export function mergeTimeline(events: readonly IncidentEventView[], told: readonly Told[]): TimelineEntry[] {
  const steps = events.map(
    ({ id, at, kind, region, actor, message }): TimelineEntry => ({
      key: id,
      at,
      kind: "event",
      event: kind,
      region,
      actor,
      message,
    }),
  );
  const messages = told.map(
    (delivery): TimelineEntry => ({
      key: delivery.id,
      at: delivery.sentAt ?? delivery.createdAt,
      kind: "message",
      telling: tellingOf(delivery),
      event: delivery.event,
      channel: delivery.channelName,
      note: noteOf(delivery),
    }),
  );
  return [...steps, ...messages].sort((a, b) => a.at - b.at);
}

function tellingOf({ status, leaderId }: Told): Telling {
  if (status === "suppressed") return "held";
  if (status === "pending") return "waiting";
  if (status === "sent") return leaderId === null ? "told" : "along";
  return "lost";
}

function noteOf({ status, heldBecause, lastError }: Told): string | null {
  return status === "sent" ? null : (heldBecause ?? lastError);
}
