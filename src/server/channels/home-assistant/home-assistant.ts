import * as z from "zod";
import type { Channel } from "../channel.ts";
import { serverUrl, text, token } from "../config-fields.ts";
import { describeNotification, linksOf } from "../describe-notification.ts";
import { bearer, jsonMessage } from "../http-message.ts";
import { detailText } from "../plain-text.ts";

const SERVICE = "Give a notify action, such as notify.mobile_app_pixel.";

const Config = z.object({
  server: serverUrl("Give the address of Home Assistant, such as http://homeassistant.local:8123."),
  accessToken: token("Give a long-lived access token; make one in your profile under Security."),
  service: text(SERVICE, 100)
    .transform((name) => name.replace(/^notify\./, ""))
    .pipe(z.string().regex(/^[a-z0-9_]+$/, SERVICE)),
});
type Config = z.infer<typeof Config>;

export const homeAssistant: Channel<Config> = {
  kind: "home-assistant",
  label: "Home Assistant",
  help: "Make a long-lived access token in your profile under Security.",
  configSchema: Config,
  fields: [
    { name: "server", label: "Server", kind: "url", placeholder: "http://homeassistant.local:8123" },
    { name: "accessToken", label: "Access token", kind: "secret" },
    { name: "service", label: "Notify action", kind: "text", placeholder: "notify.mobile_app_pixel" },
  ],
  format(notification, config) {
    const described = describeNotification(notification);
    const content = {
      title: `${described.symbol} ${described.title}`,
      message: detailText(described),
      // With one tag per incident the recovery replaces the alarm on the phone.
      data: {
        tag: notification.incidentId ?? notification.id,
        url: described.link,
        clickAction: described.link,
        actions: linksOf(described).map(({ label, url }) => ({ action: "URI", title: label, uri: url })),
      },
    };
    return jsonMessage(
      `${config.server}/api/services/notify/${config.service}`,
      content,
      bearer(config.accessToken),
    );
  },
};
