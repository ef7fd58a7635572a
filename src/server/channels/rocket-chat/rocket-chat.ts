import * as z from "zod";
import type { Channel, HttpAnswer, JudgedAnswer } from "../channel.ts";
import { httpUrl, optional, text } from "../config-fields.ts";
import { describeNotification, linksOf, listOthers } from "../describe-notification.ts";
import { escapeCode, escapeMarkdown } from "../escape-text.ts";
import { jsonMessage } from "../http-message.ts";
import { failed, judgeAnswer, readJson } from "../judge-answer.ts";

const Config = z.object({
  webhookUrl: httpUrl("Give the URL that Rocket.Chat shows under Integrations, Incoming."),
  channel: optional(
    text("Give a channel such as #alerts or @somebody.", 100).regex(/^[#@]/, "Start with # or @."),
  ),
});
type Config = z.infer<typeof Config>;

export const rocketChat: Channel<Config> = {
  kind: "rocket-chat",
  label: "Rocket.Chat",
  help: "In Rocket.Chat open Administration, Integrations, New, Incoming, and copy its URL.",
  configSchema: Config,
  fields: [
    {
      name: "webhookUrl",
      label: "Webhook URL",
      kind: "secret",
      placeholder: "https://chat.example.com/hooks/…",
    },
    {
      name: "channel",
      label: "Channel",
      kind: "text",
      placeholder: "#alerts",
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
      ...described.regions.map((region) => `• ${escapeMarkdown(region)}`),
      ...listOthers({ others: described.others.map(escapeMarkdown) }),
      escapeMarkdown(`${described.at} · ${described.source}`),
      linksOf(described)
        .map(({ label, url }) => `[${label}](${url})`)
        .join(" · "),
    ];
    return jsonMessage(config.webhookUrl, {
      channel: config.channel,
      attachments: [
        {
          title: escapeMarkdown(`${described.symbol} ${described.title}`),
          title_link: described.link,
          text: lines.join("\n"),
          color: described.color,
        },
      ],
    });
  },
  judge: judgeRocketChat,
};

function judgeRocketChat(answer: HttpAnswer): JudgedAnswer {
  if (answer.status !== 200 || readJson(answer.body)?.success !== false) return judgeAnswer(answer);
  return failed(answer, {
    permanent: true,
    reason: "Rocket.Chat refuses the message. Its answer says why.",
  });
}
