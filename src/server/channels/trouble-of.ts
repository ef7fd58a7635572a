import type { Notification, NotificationKind } from "#contracts/notification.ts";

/** How bad what a message tells of is: that nobody looks after a slow target does not make it an outage. */
export function troubleOf({ kind, worst }: Pick<Notification, "kind" | "worst">): NotificationKind {
  if (kind !== "reminder" && kind !== "escalation") return kind;
  return worst === undefined || worst === "down" ? kind : worst;
}
