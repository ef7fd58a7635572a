import * as z from "zod";
import type { Channel } from "../channel.ts";
import { httpUrl, optional, text } from "../config-fields.ts";
import { describeNotification, linksOf, listOthers } from "../describe-notification.ts";
import { escapeCode, escapeMarkdown, silenceMentions } from "../escape-text.ts";
import { jsonMessage } from "../http-message.ts";

const Config = z.object({
  webhookUrl: httpUrl("Give the URL that Mattermost shows under Integrations, Incoming Webhooks."),
  channel: optional(text("Give the channel's name, such as town-square.", 100)),
});
type Config = z.infer<typeof Config>;

export const mattermost: Channel<Config> = {
  kind: "mattermost",
  label: "Mattermost",
  help: "In Mattermost open Integrations, Incoming Webhooks, and copy the URL of a new webhook.",
  configSchema: Config,
  fields: [
    {
      name: "webhookUrl",
      label: "Webhook URL",
      kind: "secret",
      placeholder: "https://mattermost.example.com/hooks/…",
    },
    {
      name: "channel",
      label: "Channel",
      kind: "text",
      placeholder: "town-square",
      help: "Leave empty for the webhook's own channel.",
      optional: true,
    },
  ],
  format(notification, config) {
    const described = describeNotification(notification);
    const lines = [
      escapeMarkdown(described.reason),
      ...(described.duration === null ? [] : [described.duration]),
      ...(described.target === null ? [] : [`Target: \`${escapeCode(described.target)}\``]),
      ...described.regions.map((region) => `- ${escapeMarkdown(region)}`),
      ...listOthers({ others: described.others.map(escapeMarkdown) }),
      linksOf(described)
        .map(({ label, url }) => `[${label}](${url})`)
        .join(" · "),
    ];
    return jsonMessage(config.webhookUrl, {
      channel: config.channel,
      attachments: [
        {
          fallback: escapeMarkdown(described.title),
          color: described.color,
          title: escapeMarkdown(`${described.symbol} ${described.title}`),
          title_link: described.link,
          text: lines.join("\n"),
          footer: silenceMentions(`${described.at} · ${described.source}`),
        },
      ],
    });
  },
};
