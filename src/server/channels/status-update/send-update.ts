import type { StatusUpdate } from "#contracts/notification.ts";
import type { SubscriberKind } from "#contracts/status-subscriber.ts";
import type { Message, SendDeps, SendResult } from "../channel.ts";
import { channels } from "../registry.ts";
import { sendMessage } from "../send-message.ts";

/** What goes to a subscriber; null: nobody subscribes by this kind, or its settings are not complete. */
export function formatUpdate(target: { kind: string; config: unknown }, told: StatusUpdate): Message | null {
  const channel = Object.values(channels).find(({ kind }) => kind === target.kind);
  const config = channel?.configSchema.safeParse(target.config);
  if (channel?.formatUpdate === undefined || !config?.success) return null;
  return channel.formatUpdate(told, config.data);
}

/**
 * One attempt to tell one subscriber. What was sent and answered is not kept: it has the subscriber's own links and
 * address in it, and the team need not read what a stranger's server says.
 */
export async function sendUpdate(
  deps: SendDeps,
  target: { kind: SubscriberKind; config: unknown },
  told: StatusUpdate,
): Promise<SendResult> {
  const message = formatUpdate(target, told);
  if (message === null) {
    const reason = "The settings of this subscription are not complete.";
    return { kind: "failed", permanent: true, reason, retryAfterMs: null, request: null, response: null };
  }
  const result = await sendMessage(deps, message, channels[target.kind].judge);
  if (result.kind === "skipped") return result;
  const response = result.response && { ...result.response, body: "" };
  if (result.kind === "failed") return { ...result, request: null, response };
  return { ...result, request: null, response: { ...result.response, body: "" } };
}
