import * as z from "zod";
import { escapeHtml } from "#domain/escape-html.ts";
import type { Channel } from "../channel.ts";
import { httpUrl } from "../config-fields.ts";
import { type Description, describeNotification, detailLines, linksOf } from "../describe-notification.ts";
import { jsonMessage } from "../http-message.ts";

const Config = z.object({
  webhookUrl: httpUrl("Give the URL that Google Chat shows under Apps & integrations, Webhooks."),
});
type Config = z.infer<typeof Config>;

export const googleChat: Channel<Config> = {
  kind: "google-chat",
  label: "Google Chat",
  help: "In the space open Apps & integrations, Webhooks, and copy the URL of a new webhook.",
  configSchema: Config,
  fields: [
    {
      name: "webhookUrl",
      label: "Webhook URL",
      kind: "secret",
      placeholder: "https://chat.googleapis.com/v1/spaces/…",
    },
  ],
  format(notification, config) {
    const described = describeNotification(notification);
    const url = new URL(config.webhookUrl);
    url.searchParams.set("messageReplyOption", "REPLY_MESSAGE_FALLBACK_TO_NEW_THREAD");
    return jsonMessage(url.href, {
      // A card, because a text would read <users/all> in a monitor's name as a mention of everybody.
      cardsV2: [{ cardId: notification.id, card: cardOf(described) }],
      fallbackText: withoutTags(described.title),
      thread: { threadKey: notification.incidentId ?? notification.id },
    });
  },
};

function cardOf(described: Description) {
  const paragraphs = detailLines(described).map((line) => ({ textParagraph: { text: escapeHtml(line) } }));
  const buttons = linksOf(described).map(({ label, url }) => ({
    text: label,
    onClick: { openLink: { url } },
  }));
  return {
    header: { title: withoutTags(`${described.symbol} ${described.title}`) },
    sections: [{ widgets: [...paragraphs, { buttonList: { buttons } }] }],
  };
}

/** These two places know no entities, and what they make of a tag is not documented. */
function withoutTags(text: string): string {
  return text.replaceAll("<", "‹");
}
