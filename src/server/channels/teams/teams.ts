import * as z from "zod";
import type { Channel } from "../channel.ts";
import { httpUrl } from "../config-fields.ts";
import { type Description, describeNotification, detailLines, linksOf } from "../describe-notification.ts";
import { jsonMessage } from "../http-message.ts";

const Config = z.object({
  webhookUrl: httpUrl("Give the URL of the workflow “Post to a channel when a webhook request is received”."),
});
type Config = z.infer<typeof Config>;

export const teams: Channel<Config> = {
  kind: "teams",
  label: "Microsoft Teams",
  help: "In Teams open Workflows and add “Post to a channel when a webhook request is received”; copy its URL.",
  configSchema: Config,
  fields: [
    {
      name: "webhookUrl",
      label: "Workflow URL",
      kind: "secret",
      placeholder: "https://….logic.azure.com/workflows/…",
    },
  ],
  format(notification, config) {
    const described = describeNotification(notification);
    return jsonMessage(config.webhookUrl, {
      type: "message",
      attachments: [
        {
          contentType: "application/vnd.microsoft.card.adaptive",
          contentUrl: null,
          content: cardOf(described),
        },
      ],
    });
  },
};

/** Text runs instead of text blocks: those read Markdown, and Teams has no way to escape all of it. */
function cardOf(described: Description) {
  const title = {
    type: "TextRun",
    text: `${described.symbol} ${described.title}`,
    weight: "Bolder",
    size: "Large",
  };
  return {
    $schema: "http://adaptivecards.io/schemas/adaptive-card.json",
    type: "AdaptiveCard",
    version: "1.4",
    fallbackText: described.title,
    msteams: { width: "Full" },
    body: [
      { type: "RichTextBlock", inlines: [title] },
      ...detailLines(described).map((text) => ({
        type: "RichTextBlock",
        spacing: "Small",
        inlines: [{ type: "TextRun", text }],
      })),
    ],
    actions: linksOf(described).map(({ label, url }) => ({ type: "Action.OpenUrl", title: label, url })),
  };
}
