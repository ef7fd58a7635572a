import * as z from "zod";
import type { Channel, HttpAnswer, JudgedAnswer } from "../channel.ts";
import { httpUrl } from "../config-fields.ts";
import { type Description, describeNotification, listOthers } from "../describe-notification.ts";
import { escapeCode, escapeMarkdown, silenceMentions } from "../escape-text.ts";
import { fitEscaped } from "../fit-text.ts";
import { jsonMessage } from "../http-message.ts";
import { failed, judgeAnswer, readJson } from "../judge-answer.ts";

const Config = z.object({
  webhookUrl: httpUrl("Give the URL that Discord shows under Edit Channel, Integrations, Webhooks."),
});
type Config = z.infer<typeof Config>;

export const discord: Channel<Config> = {
  kind: "discord",
  label: "Discord",
  help: "In Discord open Edit Channel, Integrations, Webhooks, and copy the URL of a new webhook.",
  configSchema: Config,
  fields: [
    {
      name: "webhookUrl",
      label: "Webhook URL",
      kind: "secret",
      placeholder: "https://discord.com/api/webhooks/…",
    },
  ],
  format(notification, config) {
    const described = describeNotification(notification);
    const url = new URL(config.webhookUrl);
    // Without it Discord answers before it knows whether the message could be stored.
    url.searchParams.set("wait", "true");
    return jsonMessage(url.href, {
      allowed_mentions: { parse: [] },
      embeds: [embedOf(described, notification.at)],
    });
  },
  judge: judgeDiscord,
};

const MAX = { title: 256, description: 2_000, field: 1_024, footer: 2_048 };

function embedOf(described: Description, at: number) {
  const fields = [
    ...(described.target === null
      ? []
      : [{ name: "Target", value: `\`${clip(described.target, MAX.field - 2, escapeCode)}\`` }]),
    ...(described.duration === null ? [] : [{ name: "Duration", value: described.duration }]),
    ...(described.regions.length === 0
      ? []
      : [{ name: "Regions", value: clip(described.regions.join("\n"), MAX.field, escapeMarkdown) }]),
    ...(described.others.length === 0 ? [] : [{ name: "Also", value: listEscaped(described) }]),
    // Webhooks of people, not of applications, cannot have buttons.
    ...(described.acknowledgeLink === null
      ? []
      : [{ name: "Acknowledge", value: `[Say that you are on it](${described.acknowledgeLink})` }]),
  ];
  return {
    title: clip(`${described.symbol} ${described.title}`, MAX.title, escapeMarkdown),
    url: described.link,
    description: clip(described.reason, MAX.description, escapeMarkdown),
    color: Number.parseInt(described.color.slice(1), 16),
    fields,
    footer: { text: clip(described.source, MAX.footer, silenceMentions) },
    timestamp: new Date(at).toISOString(),
  };
}

function listEscaped({ others }: Description): string {
  return listOthers({ others: others.map(escapeMarkdown) }, MAX.field).join("\n");
}

function clip(text: string, maxLength: number, escapePart: (part: string) => string): string {
  return fitEscaped(text, { maxLength, escape: escapePart });
}

/** Discord's body is more exact than its header, which some of its edge servers leave out. */
function judgeDiscord(answer: HttpAnswer): JudgedAnswer {
  const seconds = answer.status === 429 ? Number(readJson(answer.body)?.retry_after) : Number.NaN;
  if (!Number.isFinite(seconds)) return judgeAnswer(answer);
  return failed(answer, {
    permanent: false,
    reason: "The provider answered 429: too many messages.",
    retryAfterMs: Math.ceil(seconds * 1000),
  });
}
