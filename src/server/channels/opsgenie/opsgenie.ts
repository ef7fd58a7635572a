import * as z from "zod";
import type { Notification } from "#contracts/notification.ts";
import type { Channel } from "../channel.ts";
import { optional, token } from "../config-fields.ts";
import { describeNotification } from "../describe-notification.ts";
import { fitText } from "../fit-text.ts";
import { jsonMessage } from "../http-message.ts";
import { detailText, plainText } from "../plain-text.ts";
import { troubleOf } from "../trouble-of.ts";

const PRIORITIES = ["P1", "P2", "P3", "P4", "P5"] as const;

const Config = z.object({
  apiKey: token("Give the API key of an API integration."),
  region: optional(z.enum(["us", "eu"], "Choose us or eu.")),
  priority: optional(z.enum(PRIORITIES, "Choose P1 to P5.")),
});
type Config = z.infer<typeof Config>;

export const opsgenie: Channel<Config> = {
  kind: "opsgenie",
  label: "Opsgenie",
  help: "Add an API integration that may create and close alerts. A test opens a P5 alert that you close by hand.",
  configSchema: Config,
  fields: [
    { name: "apiKey", label: "API key", kind: "secret" },
    { name: "region", label: "Service region", kind: "choice", choices: ["us", "eu"], optional: true },
    {
      name: "priority",
      label: "Priority of an outage",
      kind: "choice",
      choices: [...PRIORITIES],
      optional: true,
    },
  ],
  format(notification, config) {
    const described = describeNotification(notification);
    const alerts = `https://${config.region === "eu" ? "api.eu.opsgenie.com" : "api.opsgenie.com"}/v2/alerts`;
    const alias = notification.incidentId ?? notification.id;
    const headers = { authorization: `GenieKey ${config.apiKey}` };
    if (notification.kind === "up" || notification.kind === "acknowledged") {
      const action = notification.kind === "up" ? "close" : "acknowledge";
      const url = `${alerts}/${encodeURIComponent(alias)}/${action}?identifierType=alias`;
      return jsonMessage(url, { source: "Uptick", note: detailText(described, MAX.note) }, headers);
    }
    const alert = {
      message: fitText(described.title, MAX.message),
      alias,
      description: plainText(described, MAX.description),
      entity: fitText(described.target ?? described.title, MAX.entity),
      source: "Uptick",
      priority: priorityOf(notification, config),
      details: { monitor: notification.monitor.id, severity: notification.severity, url: described.link },
    };
    return jsonMessage(alerts, alert, headers);
  },
};

function priorityOf(notification: Notification, config: Config): (typeof PRIORITIES)[number] {
  const kind = troubleOf(notification);
  if (kind === "test") return "P5";
  if (kind === "degraded" || kind === "flapping") return "P3";
  return config.priority ?? (notification.severity === "critical" ? "P1" : "P2");
}

const MAX = { message: 130, description: 15_000, entity: 512, note: 25_000 };
