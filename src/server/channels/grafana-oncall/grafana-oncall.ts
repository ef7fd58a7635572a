import * as z from "zod";
import type { Channel } from "../channel.ts";
import { httpUrl } from "../config-fields.ts";
import { describeNotification } from "../describe-notification.ts";
import { jsonMessage } from "../http-message.ts";
import { detailTextWithAcknowledge } from "../plain-text.ts";

const Config = z.object({
  webhookUrl: httpUrl("Give the URL of a Formatted Webhook integration."),
});
type Config = z.infer<typeof Config>;

export const grafanaOncall: Channel<Config> = {
  kind: "grafana-oncall",
  label: "Grafana OnCall",
  help: "Add the integration Formatted Webhook and copy its URL. A test opens an alert group that you resolve by hand.",
  configSchema: Config,
  fields: [
    {
      name: "webhookUrl",
      label: "Integration URL",
      kind: "secret",
      placeholder: "https://oncall-….grafana.net/oncall/integrations/v1/formatted_webhook/…",
    },
  ],
  format(notification, config) {
    // It knows two states only: ok and alerting.
    if (notification.kind === "acknowledged") return null;
    const described = describeNotification(notification);
    return jsonMessage(config.webhookUrl, {
      alert_uid: notification.incidentId ?? notification.id,
      title: described.title,
      state: notification.kind === "up" ? "ok" : "alerting",
      link_to_upstream_details: described.link,
      message: detailTextWithAcknowledge(described),
    });
  },
};
