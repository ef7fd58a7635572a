import * as z from "zod";
import type { Notification, NotificationKind } from "#contracts/notification.ts";
import type { Channel } from "../channel.ts";
import { optional, token } from "../config-fields.ts";
import { describeNotification, linksOf, listOthers } from "../describe-notification.ts";
import { fitText } from "../fit-text.ts";
import { jsonMessage } from "../http-message.ts";
import { troubleOf } from "../trouble-of.ts";

const KEY =
  "An integration key has 32 letters and digits; copy it from the service's Events API v2 integration.";
const SEVERITIES = ["critical", "error", "warning", "info"] as const;

const Config = z.object({
  routingKey: token(KEY).regex(/^[A-Za-z0-9]{32}$/, KEY),
  region: optional(z.enum(["us", "eu"], "Choose us or eu.")),
  severity: optional(z.enum(SEVERITIES, "Choose critical, error, warning or info.")),
});
type Config = z.infer<typeof Config>;

export const pagerduty: Channel<Config> = {
  kind: "pagerduty",
  label: "PagerDuty",
  help: "Add the integration Events API v2 to a service. A test opens an alert of severity info that you resolve by hand.",
  configSchema: Config,
  fields: [
    { name: "routingKey", label: "Integration key", kind: "secret" },
    { name: "region", label: "Service region", kind: "choice", choices: ["us", "eu"], optional: true },
    {
      name: "severity",
      label: "Severity of an outage",
      kind: "choice",
      choices: [...SEVERITIES],
      optional: true,
    },
  ],
  format(notification, config) {
    const host = config.region === "eu" ? "events.eu.pagerduty.com" : "events.pagerduty.com";
    const action = ACTIONS[notification.kind] ?? "trigger";
    const event = {
      routing_key: config.routingKey,
      event_action: action,
      // One key for an incident: a repeat joins the alert, and the resolve finds it.
      dedup_key: notification.incidentId ?? notification.id,
    };
    const details = action === "trigger" ? alertOf(notification, severityOf(notification, config)) : {};
    return jsonMessage(`https://${host}/v2/enqueue`, { ...event, ...details });
  },
};

/** Everything else triggers; what has the key of an alert joins it. */
const ACTIONS: Partial<Record<NotificationKind, "resolve" | "acknowledge">> = {
  up: "resolve",
  acknowledged: "acknowledge",
};

const MAX_SUMMARY = 1_024;

type Severity = (typeof SEVERITIES)[number];

function severityOf(notification: Notification, config: Config): Severity {
  const kind = troubleOf(notification);
  if (kind === "test") return "info";
  if (kind === "degraded" || kind === "flapping") return "warning";
  return config.severity ?? (notification.severity === "critical" ? "critical" : "error");
}

function alertOf(notification: Notification, severity: Severity) {
  const described = describeNotification(notification);
  return {
    payload: {
      summary: fitText(`${described.title}. ${described.reason}`, MAX_SUMMARY),
      source: described.target ?? described.title,
      severity,
      timestamp: new Date(notification.at).toISOString(),
      custom_details: {
        reason: described.reason,
        target: described.target,
        regions: described.regions,
        others: listOthers(described),
        workspace: described.source,
      },
    },
    client: "Uptick",
    client_url: described.link,
    links: linksOf(described).map(({ label, url }) => ({ href: url, text: label })),
  };
}
