import * as z from "zod";
import type { Channel } from "../channel.ts";
import { optional, serverUrl, token } from "../config-fields.ts";
import { describeNotification } from "../describe-notification.ts";
import { jsonMessage } from "../http-message.ts";
import { isLoud } from "../is-loud.ts";
import { plainText } from "../plain-text.ts";

const Config = z.object({
  server: serverUrl("Give the server's address, such as https://gotify.example.com."),
  appToken: token("Give the token of an application."),
  priority: optional(
    z.coerce
      .number("A priority is a number from 0 to 10.")
      .int("Use a whole number.")
      .min(0, "The lowest priority is 0.")
      .max(10, "The highest priority is 10."),
  ),
});
type Config = z.infer<typeof Config>;

export const gotify: Channel<Config> = {
  kind: "gotify",
  label: "Gotify",
  help: "In Gotify open Apps, make an application and copy its token.",
  configSchema: Config,
  fields: [
    { name: "server", label: "Server", kind: "url", placeholder: "https://gotify.example.com" },
    { name: "appToken", label: "Application token", kind: "secret" },
    { name: "priority", label: "Priority of an outage", kind: "number", placeholder: "8", optional: true },
  ],
  format(notification, config) {
    const described = describeNotification(notification);
    const content = {
      title: `${described.symbol} ${described.title}`,
      message: plainText(described),
      priority: isLoud(notification) ? (config.priority ?? 8) : 5,
      extras: {
        "client::display": { contentType: "text/plain" },
        "client::notification": { click: { url: described.link } },
      },
    };
    return jsonMessage(`${config.server}/message`, content, { "x-gotify-key": config.appToken });
  },
};
