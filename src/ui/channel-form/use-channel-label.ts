import { useTranslations } from "next-intl";
import type { Messages } from "#ui/i18n/load-messages.ts";

/** What several kinds of channel ask for, by the label that they give it. */
const SHARED = new Map<string, keyof Messages["channels"]["labels"]>([
  ["Server", "server"],
  ["Webhook URL", "webhookUrl"],
  ["Priority of an outage", "outagePriority"],
  ["Severity of an outage", "outageSeverity"],
  ["Channel", "channel"],
  ["Access token", "accessToken"],
  ["To", "to"],
  ["From", "from"],
  ["API key", "apiKey"],
  ["Topic", "topic"],
  ["Service region", "serviceRegion"],
  ["Bot token", "botToken"],
  ["User name", "userName"],
  ["URL", "url"],
  ["Token", "token"],
  ["Tag", "tag"],
  ["Signing secret", "signingSecret"],
  ["Shared secret", "sharedSecret"],
  ["Sender's number", "senderNumber"],
  ["Recipients", "recipients"],
  ["Port", "port"],
  ["Password", "password"],
  ["Organisation", "organisation"],
  ["Mail server", "mailServer"],
  ["Encryption", "encryption"],
  ["Device", "device"],
  ["Push address", "pushAddress"],
  ["Public key of the browser", "browserKey"],
  ["JSON template", "jsonTemplate"],
  ["Integration key", "integrationKey"],
  ["Integration URL", "integrationUrl"],
  ["Incoming webhook URL", "incomingWebhookUrl"],
  ["Authorization header", "authorizationHeader"],
  ["Application token", "applicationToken"],
  ["API token", "apiToken"],
]);

/** A label of a channel's field in the reader's language; what only one service has keeps the service's own word for it. */
export function useChannelLabel(): (label: string) => string {
  const t = useTranslations("channels.labels");
  return (label) => {
    const key = SHARED.get(label);
    return key === undefined ? label : t(key);
  };
}
