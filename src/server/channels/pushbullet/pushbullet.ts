import * as z from "zod";
import type { Channel } from "../channel.ts";
import { optional, text, token } from "../config-fields.ts";
import { describeNotification } from "../describe-notification.ts";
import { jsonMessage } from "../http-message.ts";
import { detailTextWithAcknowledge } from "../plain-text.ts";

const Config = z.object({
  accessToken: token("Give the access token from pushbullet.com, Settings, Account."),
  channelTag: optional(text("Give the channel's tag.", 100)),
});
type Config = z.infer<typeof Config>;

export const pushbullet: Channel<Config> = {
  kind: "pushbullet",
  label: "Pushbullet",
  help: "Make an access token at pushbullet.com under Settings, Account.",
  configSchema: Config,
  fields: [
    { name: "accessToken", label: "Access token", kind: "secret" },
    {
      name: "channelTag",
      label: "Channel tag",
      kind: "text",
      help: "Leave empty to reach your own devices.",
      optional: true,
    },
  ],
  format(notification, config) {
    const described = describeNotification(notification);
    const push = {
      type: "link",
      title: `${described.symbol} ${described.title}`,
      body: detailTextWithAcknowledge(described),
      url: described.link,
      guid: notification.id,
      channel_tag: config.channelTag,
    };
    return jsonMessage("https://api.pushbullet.com/v2/pushes", push, { "access-token": config.accessToken });
  },
};
