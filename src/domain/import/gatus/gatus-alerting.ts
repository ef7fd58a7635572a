import type { ChannelKind } from "#contracts/channel.ts";
import { type Draft, warn } from "../draft.ts";
import { type Fields, fieldsOf, isFields, textOf } from "../read-object.ts";

type Mapping = {
  kind: ChannelKind;
  config?: Record<string, string>;
  secrets?: Record<string, string>;
  lists?: string[];
};

const WEBHOOK = { webhookUrl: "webhook-url" };

/** Uptick's fields by those under `alerting.<type>`. */
const MAPPING_OF: Record<string, Mapping> = {
  slack: { kind: "slack", secrets: WEBHOOK },
  discord: { kind: "discord", secrets: WEBHOOK },
  "teams-workflows": { kind: "teams", secrets: WEBHOOK },
  teams: { kind: "teams", secrets: WEBHOOK },
  googlechat: { kind: "google-chat", secrets: WEBHOOK },
  mattermost: { kind: "mattermost", config: { channel: "channel" }, secrets: WEBHOOK },
  telegram: { kind: "telegram", config: { chatId: "id" }, secrets: { botToken: "token" } },
  pagerduty: { kind: "pagerduty", secrets: { routingKey: "integration-key" } },
  opsgenie: { kind: "opsgenie", secrets: { apiKey: "api-key" } },
  ntfy: { kind: "ntfy", config: { server: "url" }, secrets: { topic: "topic", accessToken: "token" } },
  gotify: { kind: "gotify", config: { server: "server-url" }, secrets: { appToken: "token" } },
  pushover: { kind: "pushover", secrets: { appToken: "application-token", userKey: "user-key" } },
  matrix: {
    kind: "matrix",
    config: { homeserver: "server-url", roomId: "internal-room-id" },
    secrets: { accessToken: "access-token" },
  },
  custom: { kind: "webhook", config: { url: "url" } },
  email: {
    kind: "email",
    config: { to: "to", from: "from", host: "host", port: "port", user: "username" },
    secrets: { password: "password" },
    lists: ["to"],
  },
};

/** A type of Gatus is one channel; what its alerts override per group is left out. */
export function addGatusChannels(draft: Draft, alerting: Fields): void {
  for (const [type, value] of Object.entries(alerting)) {
    if (!isFields(value)) continue;
    const mapping = Object.hasOwn(MAPPING_OF, type) ? MAPPING_OF[type] : undefined;
    if (mapping === undefined) {
      warn(draft, type, "skipped", `Uptick has no channel of the kind ${type}.`);
      continue;
    }
    if (Array.isArray(value.overrides)) warn(draft, type, "lost", "Overrides by group are left out.");
    if (Object.values(value).some((part) => /^\$\{?[A-Z_]+/.test(textOf(part)))) {
      warn(draft, type, "secret", "It names an environment variable of Gatus: give the value by hand.");
    }
    draft.channels.push({
      foreignId: type,
      name: `Gatus ${type}`,
      kind: mapping.kind,
      config: configOf(mapping, value),
      secrets: secretsOf(mapping.secrets ?? {}, value),
      isDefault: isFields(fieldsOf(value)["default-alert"]),
    });
  }
}

function configOf({ config = {}, lists = [] }: Mapping, value: Fields) {
  const picked: Record<string, string | string[]> = {};
  for (const [field, foreign] of Object.entries(config)) {
    const text = textOf(value[foreign]).trim();
    if (text !== "") picked[field] = lists.includes(field) ? text.split(/[,;]\s*/) : text;
  }
  return picked;
}

function secretsOf(secrets: Record<string, string>, value: Fields): Record<string, string> {
  const entries = Object.entries(secrets).map(([field, foreign]) => [field, textOf(value[foreign])] as const);
  return Object.fromEntries(entries.filter(([, text]) => text !== ""));
}
