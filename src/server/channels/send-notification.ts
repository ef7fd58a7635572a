import type { ChannelKind } from "#contracts/channel.ts";
import type { Notification } from "#contracts/notification.ts";
import type { SendDeps, SendResult } from "./channel.ts";
import { formatMessage } from "./format-message.ts";
import { listSecrets, redactSecrets } from "./redact-secrets.ts";
import { channels } from "./registry.ts";
import { sendMessage } from "./send-message.ts";

/** One attempt over one channel. `config` is as it was stored, secrets opened; no result shows any of them. */
export async function sendNotification(
  deps: SendDeps,
  target: { kind: ChannelKind; config: unknown },
  notification: Notification,
): Promise<SendResult> {
  const channel = channels[target.kind];
  const config = channel.configSchema.safeParse(target.config);
  if (!config.success) {
    const reason = `The settings of this channel are not complete: ${config.error.issues[0]?.message ?? ""}`;
    return { kind: "failed", permanent: true, reason, retryAfterMs: null, request: null, response: null };
  }
  const message = formatMessage(channel, notification, config.data);
  if (message === null) {
    const reason = `${channel.label} is not told of this: it would change nothing there.`;
    return { kind: "skipped", reason, request: null, response: null };
  }
  const result = await sendMessage(deps, message, channel.judge);
  return redactSecrets(result, listSecrets(channel, { config: config.data, notification, result }));
}
