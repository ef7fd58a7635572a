import type { ChannelKind } from "#contracts/channel.ts";
import type { Notification } from "#contracts/notification.ts";
import type { HttpMessage, MailMessage } from "#server/channels/channel.ts";
import { formatMessage } from "#server/channels/format-message.ts";
import { channels } from "#server/channels/registry.ts";
import { channelConfigs } from "./channel-configs.ts";

/** What a channel with its sample configuration would send; `overrides` replaces parts of that configuration. */
export function formatSample(
  kind: ChannelKind,
  notification: Notification,
  overrides: Record<string, unknown> = {},
): HttpMessage | MailMessage {
  const channel = channels[kind];
  const config = channel.configSchema.parse({ ...channelConfigs[kind], ...overrides });
  const message = formatMessage(channel, notification, config);
  if (message === null) throw new Error(`${kind} is not told of ${notification.kind}.`);
  return message;
}

/** The same, as a golden test shows it: one line for the request, the body as data. */
export function showSample(...sample: Parameters<typeof formatSample>) {
  const message = formatSample(...sample);
  if (message.kind === "mail") return message;
  const { method, url, headers, body, signing } = message;
  return { request: `${method} ${url}`, headers, body: readBody(headers, body), ...(signing && { signing }) };
}

/** The body of an HTTP message as data. */
export function sampleBody(...sample: Parameters<typeof formatSample>): unknown {
  const message = formatSample(...sample);
  return message.kind === "mail" ? null : readBody(message.headers, message.body);
}

function readBody(headers: Record<string, string>, body: string): unknown {
  if (headers["content-type"]?.includes("json")) return JSON.parse(body);
  return Object.fromEntries(new URLSearchParams(body));
}
