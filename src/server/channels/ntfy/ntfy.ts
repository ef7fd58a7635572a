import * as z from "zod";
import type { Channel } from "../channel.ts";
import { optional, serverUrl, text, token } from "../config-fields.ts";
import { type Description, describeNotification, linksOf } from "../describe-notification.ts";
import { bearer, jsonMessage } from "../http-message.ts";
import { isLoud } from "../is-loud.ts";
import { detailText } from "../plain-text.ts";

const TOPIC = "A topic has 1 to 64 letters, digits, hyphens and underscores.";

const Config = z.object({
  server: optional(serverUrl("Give the server's address, such as https://ntfy.sh.")),
  topic: text(TOPIC, 64).regex(/^[-_A-Za-z0-9]{1,64}$/, TOPIC),
  accessToken: optional(token("Give the access token.")),
  priority: optional(z.enum(["default", "high", "max"], "Choose default, high or max.")),
});
type Config = z.infer<typeof Config>;

export const ntfy: Channel<Config> = {
  kind: "ntfy",
  label: "ntfy",
  help: "Anybody who knows a topic of a public server can read it: choose a name that nobody guesses.",
  configSchema: Config,
  fields: [
    { name: "server", label: "Server", kind: "url", placeholder: "https://ntfy.sh", optional: true },
    { name: "topic", label: "Topic", kind: "secret", placeholder: "uptick-6f3k2m" },
    { name: "accessToken", label: "Access token", kind: "secret", placeholder: "tk_…", optional: true },
    {
      name: "priority",
      label: "Priority of an outage",
      kind: "choice",
      choices: ["default", "high", "max"],
      optional: true,
    },
  ],
  // JSON to the server's root instead of headers to the topic: headers carry neither emoji nor line breaks.
  format(notification, config) {
    const described = describeNotification(notification);
    const priority = isLoud(notification) ? (config.priority ?? "high") : "default";
    return jsonMessage(
      `${config.server ?? "https://ntfy.sh"}/`,
      {
        topic: config.topic,
        title: `${described.symbol} ${described.title}`,
        message: fitBytes(described),
        priority: PRIORITY_LEVELS[priority],
        click: described.link,
        actions: linksOf(described).map(({ label, url }) => ({ action: "view", label, url })),
      },
      config.accessToken === undefined ? {} : bearer(config.accessToken),
    );
  },
};

const PRIORITY_LEVELS = { default: 3, high: 4, max: 5 };

// Above 4,096 bytes ntfy turns the message into a file.
const MAX_BYTES = 4_000;

/** Providers' lengths count characters, this one bytes: shorter until it fits. */
function fitBytes(described: Description): string {
  let maxLength = MAX_BYTES;
  let message = detailText(described, maxLength);
  while (Buffer.byteLength(message) > MAX_BYTES) {
    maxLength = Math.floor(maxLength * 0.9);
    message = detailText(described, maxLength);
  }
  return message;
}
