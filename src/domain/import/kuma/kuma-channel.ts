import type { ChannelKind } from "#contracts/channel.ts";
import { type Draft, nameFrom, warn } from "../draft.ts";
import { type Fields, fieldsOf, isTrue, textOf } from "../read-object.ts";
import { jsonOf } from "./kuma-http.ts";

type Mapping = {
  kind: ChannelKind;
  /** Uptick's field by Kuma's. */
  config?: Record<string, string>;
  secrets?: Record<string, string>;
  lists?: string[];
};

/** By the `type` in a notification's configuration (1.23 and 2.0). */
const MAPPING_OF: Record<string, Mapping> = {
  telegram: {
    kind: "telegram",
    config: { chatId: "telegramChatID", threadId: "telegramMessageThreadID" },
    secrets: { botToken: "telegramBotToken" },
  },
  slack: { kind: "slack", secrets: { webhookUrl: "slackwebhookURL" } },
  discord: { kind: "discord", secrets: { webhookUrl: "discordWebhookUrl" } },
  teams: { kind: "teams", secrets: { webhookUrl: "webhookUrl" } },
  ntfy: {
    kind: "ntfy",
    config: { server: "ntfyserverurl" },
    secrets: { topic: "ntfytopic", accessToken: "ntfyaccesstoken" },
  },
  gotify: {
    kind: "gotify",
    config: { server: "gotifyserverurl" },
    secrets: { appToken: "gotifyapplicationToken" },
  },
  pushover: {
    kind: "pushover",
    config: { device: "pushoverdevice" },
    secrets: { userKey: "pushoveruserkey", appToken: "pushoverapptoken" },
  },
  pushbullet: { kind: "pushbullet", secrets: { accessToken: "pushbulletAccessToken" } },
  PagerDuty: { kind: "pagerduty", secrets: { routingKey: "pagerdutyIntegrationKey" } },
  Opsgenie: {
    kind: "opsgenie",
    config: { region: "opsgenieRegion" },
    secrets: { apiKey: "opsgenieApiKey" },
  },
  GoogleChat: { kind: "google-chat", secrets: { webhookUrl: "googleChatWebhookURL" } },
  mattermost: {
    kind: "mattermost",
    config: { channel: "mattermostchannel" },
    secrets: { webhookUrl: "mattermostWebhookUrl" },
  },
  matrix: {
    kind: "matrix",
    config: { homeserver: "homeserverUrl", roomId: "internalRoomId" },
    secrets: { accessToken: "accessToken" },
  },
  "rocket.chat": {
    kind: "rocket-chat",
    config: { channel: "rocketchannel" },
    secrets: { webhookUrl: "rocketwebhookURL" },
  },
  webhook: { kind: "webhook", config: { url: "webhookURL" } },
  signal: {
    kind: "signal",
    config: { server: "signalURL", number: "signalNumber", recipients: "signalRecipients" },
    lists: ["recipients"],
  },
  line: { kind: "line", config: { to: "lineUserID" }, secrets: { channelToken: "lineChannelAccessToken" } },
  HomeAssistant: {
    kind: "home-assistant",
    config: { server: "homeAssistantUrl", service: "notificationService" },
    secrets: { accessToken: "longLivedAccessToken" },
  },
  smtp: {
    kind: "email",
    config: { to: "smtpTo", host: "smtpHost", port: "smtpPort", user: "smtpUsername", from: "smtpFrom" },
    secrets: { password: "smtpPassword" },
    lists: ["to"],
  },
};

export function addChannel(draft: Draft, row: Fields): void {
  const config = fieldsOf(jsonOf(row.config));
  const name = nameFrom(textOf(row.name) || textOf(config.name));
  const type = textOf(config.type);
  const mapping = Object.hasOwn(MAPPING_OF, type) ? MAPPING_OF[type] : undefined;
  if (mapping === undefined) {
    warn(
      draft,
      name,
      "skipped",
      `The notification ${type === "" ? "has no type" : `of the type ${type}`}: Uptick has no such channel.`,
    );
    return;
  }
  draft.channels.push({
    foreignId: textOf(row.id),
    name,
    kind: mapping.kind,
    config: { ...pick(mapping.config ?? {}, config, mapping.lists ?? []), ...extrasOf(type, config) },
    secrets: pickTexts(mapping.secrets ?? {}, config),
    isDefault: isTrue(row.is_default ?? config.isDefault),
  });
  if (Object.keys(mapping.secrets ?? {}).length > 0)
    warn(
      draft,
      name,
      "secret",
      "Its credentials are in the file; they are stored encrypted when you bring them in.",
    );
}

function pick(fields: Record<string, string>, config: Fields, lists: readonly string[]) {
  const picked: Record<string, string | string[]> = {};
  for (const [field, foreign] of Object.entries(fields)) {
    const text = textOf(config[foreign]).trim();
    if (text === "") continue;
    picked[field] = lists.includes(field) ? text.split(/[,;]\s*/).map(bareAddress) : bareAddress(text);
  }
  return picked;
}

/** `Uptime <kuma@example.com>` is written as its address. */
function bareAddress(text: string): string {
  return /<([^<>]+@[^<>]+)>\s*$/.exec(text)?.[1] ?? text.trim();
}

function pickTexts(fields: Record<string, string>, config: Fields): Record<string, string> {
  const entries = Object.entries(fields).map(
    ([field, foreign]) => [field, textOf(config[foreign]).trim()] as const,
  );
  return Object.fromEntries(entries.filter(([, text]) => text !== ""));
}

function extrasOf(type: string, config: Fields): Record<string, string> {
  if (type !== "smtp") return {};
  return { security: isTrue(config.smtpSecure) ? "tls" : "starttls" };
}
