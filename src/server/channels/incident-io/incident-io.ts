import * as z from "zod";
import type { Channel } from "../channel.ts";
import { text, token } from "../config-fields.ts";
import { type Description, describeNotification, detailLines, linksOf } from "../describe-notification.ts";
import { escapeMarkdown } from "../escape-text.ts";
import { bearer, jsonMessage } from "../http-message.ts";

const API = "https://api.incident.io/v2/alert_events/http/";
const SOURCE = "Give the alert source's ID: the last part of the URL that incident.io shows.";

const Config = z.object({
  sourceId: text(SOURCE)
    .transform((value) => (value.startsWith(API) ? value.slice(API.length) : value))
    .pipe(z.string().regex(/^[A-Za-z0-9_-]+$/, SOURCE)),
  apiToken: token("Give the token that incident.io shows beside the URL."),
});
type Config = z.infer<typeof Config>;

export const incidentIo: Channel<Config> = {
  kind: "incident-io",
  label: "incident.io",
  help: "Under Alerts add a source of kind HTTP; it shows a URL and a token. A test opens an alert that you resolve by hand.",
  configSchema: Config,
  fields: [
    { name: "sourceId", label: "Alert source ID", kind: "text", placeholder: "01GW2G3V0S59R238FAHPDS1R66" },
    { name: "apiToken", label: "Token", kind: "secret" },
  ],
  format(notification, config) {
    // It knows two states only: firing and resolved.
    if (notification.kind === "acknowledged") return null;
    const described = describeNotification(notification);
    const event = {
      title: described.title,
      description: [...detailLines(described).map(escapeMarkdown), linesOfLinks(described)].join("\n\n"),
      status: notification.kind === "up" ? "resolved" : "firing",
      deduplication_key: notification.incidentId ?? notification.id,
      source_url: described.link,
      metadata: {
        kind: notification.kind,
        severity: notification.severity,
        monitor: notification.monitor.name,
        monitor_id: notification.monitor.id,
        target: notification.monitor.target,
        regions: notification.regions.map(({ region }) => region),
        workspace: notification.workspace.name,
      },
    };
    return jsonMessage(`${API}${config.sourceId}`, event, bearer(config.apiToken));
  },
};

function linesOfLinks(described: Description): string {
  return linksOf(described)
    .map(({ label, url }) => `[${label}](${url})`)
    .join(" · ");
}
