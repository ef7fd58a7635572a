import * as z from "zod";
import type { Channel } from "../channel.ts";
import { optional, serverUrl, text, token } from "../config-fields.ts";
import { type Description, describeNotification, detailLines, linksOf } from "../describe-notification.ts";
import { fitText } from "../fit-text.ts";
import { basic, formMessage } from "../http-message.ts";
import { singleLine } from "../single-line.ts";

const Config = z.object({
  site: serverUrl("Give the organisation's address, such as https://example.zulipchat.com."),
  botEmail: z.email("Give the bot's e-mail address; Zulip shows it beside the bot."),
  apiKey: token("Give the bot's API key."),
  channel: text("Give the channel that the bot writes to.", 100),
  topic: optional(text("Give a topic.", 60)),
});
type Config = z.infer<typeof Config>;

export const zulip: Channel<Config> = {
  kind: "zulip",
  label: "Zulip",
  help: "Make a bot of type Incoming webhook under Settings, Bots.",
  configSchema: Config,
  fields: [
    { name: "site", label: "Organisation", kind: "url", placeholder: "https://example.zulipchat.com" },
    { name: "botEmail", label: "Bot e-mail", kind: "text", placeholder: "uptick-bot@example.zulipchat.com" },
    { name: "apiKey", label: "API key", kind: "secret" },
    { name: "channel", label: "Channel", kind: "text", placeholder: "alerts" },
    {
      name: "topic",
      label: "Topic",
      kind: "text",
      help: "Leave empty for one topic per monitor.",
      optional: true,
    },
  ],
  format(notification, config) {
    const described = describeNotification(notification);
    const fields = {
      // Servers older than Zulip 9 know channels only as streams; newer ones take both words.
      type: "stream",
      to: config.channel,
      topic: config.topic ?? fitText(singleLine(notification.monitor.name), MAX_TOPIC),
      content: contentOf(described),
    };
    return formMessage(`${config.site}/api/v1/messages`, fields, basic(config.botEmail, config.apiKey));
  },
};

const MAX_TOPIC = 60;

/** In a code block Zulip reads neither mentions nor markup; only backticks could end it. */
function contentOf(described: Description): string {
  const quoted = [described.title, ...detailLines(described)].join("\n").replaceAll("`", "'");
  const links = linksOf(described)
    .map(({ label, url }) => `[${label}](${url})`)
    .join(" · ");
  return `${described.symbol} ${links}\n\`\`\`text\n${quoted}\n\`\`\``;
}
