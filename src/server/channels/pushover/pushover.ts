import * as z from "zod";
import type { Channel } from "../channel.ts";
import { optional, text, token } from "../config-fields.ts";
import { describeNotification, linksOf } from "../describe-notification.ts";
import { fitText } from "../fit-text.ts";
import { jsonMessage } from "../http-message.ts";
import { isLoud } from "../is-loud.ts";
import { detailText } from "../plain-text.ts";

const KEY = /^[A-Za-z0-9]{30}$/;

const Config = z.object({
  appToken: token("Give the API token of your application.").regex(
    KEY,
    "An API token has 30 letters and digits.",
  ),
  userKey: token("Give the key of a user or group.").regex(KEY, "A user key has 30 letters and digits."),
  device: optional(text("Give a device name.", 25)),
  priority: optional(z.enum(["normal", "high", "emergency"], "Choose normal, high or emergency.")),
});
type Config = z.infer<typeof Config>;

export const pushover: Channel<Config> = {
  kind: "pushover",
  label: "Pushover",
  help: "Make an application at pushover.net/apps. Emergency repeats every minute for an hour until it is acknowledged.",
  configSchema: Config,
  fields: [
    { name: "appToken", label: "API token", kind: "secret" },
    { name: "userKey", label: "User or group key", kind: "secret" },
    { name: "device", label: "Device", kind: "text", help: "Leave empty for all devices.", optional: true },
    {
      name: "priority",
      label: "Priority of an outage",
      kind: "choice",
      choices: ["normal", "high", "emergency"],
      optional: true,
    },
  ],
  format(notification, config) {
    const described = describeNotification(notification);
    const priority = isLoud(notification) ? (config.priority ?? "high") : "normal";
    // A longer address is refused together with the whole message.
    const [action] = linksOf(described).filter(({ url }) => url.length <= MAX.url);
    const isAcknowledge = action !== undefined && action.url === described.acknowledgeLink;
    const open = isAcknowledge ? `\n${described.link}` : "";
    return jsonMessage("https://api.pushover.net/1/messages.json", {
      token: config.appToken,
      user: config.userKey,
      device: config.device,
      title: fitText(`${described.symbol} ${described.title}`, MAX.title),
      message: `${detailText(described, MAX.message - open.length)}${open}`,
      ...(action === undefined ? {} : { url: action.url, url_title: action.label }),
      timestamp: Math.floor(notification.at / 1000),
      ...PRIORITIES[priority],
    });
  },
};

const MAX = { title: 250, message: 1_024, url: 512 };

const PRIORITIES = {
  normal: { priority: 0 },
  high: { priority: 1 },
  emergency: { priority: 2, retry: 60, expire: 3_600 },
};
