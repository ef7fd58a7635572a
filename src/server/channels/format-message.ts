import type { Notification } from "#contracts/notification.ts";
import { keepsIncidents } from "#domain/notification/incident-keepers.ts";
import type { AnyChannel, ChannelConfig, Message } from "./channel.ts";

/**
 * What goes out; null when this receiver need not know. People are not told that one of them has acknowledged. What keeps
 * the incident itself reminds by itself, and a reminder could open what somebody has closed there.
 */
export function formatMessage(
  channel: AnyChannel,
  notification: Notification,
  config: ChannelConfig,
): Message | null {
  const unasked = keepsIncidents(channel.kind) ? "reminder" : "acknowledged";
  return notification.kind === unasked ? null : channel.format(notification, config);
}
