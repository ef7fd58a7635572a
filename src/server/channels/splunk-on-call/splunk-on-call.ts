import * as z from "zod";
import type { NotificationKind } from "#contracts/notification.ts";
import type { Channel, HttpAnswer, JudgedAnswer } from "../channel.ts";
import { text, token } from "../config-fields.ts";
import { describeNotification } from "../describe-notification.ts";
import { jsonMessage } from "../http-message.ts";
import { failed, judgeAnswer, readJson } from "../judge-answer.ts";
import { plainText } from "../plain-text.ts";
import { troubleOf } from "../trouble-of.ts";

const KEY = "Give the API key: the part before the routing key in the URL of the REST endpoint.";

const Config = z.object({
  apiKey: token(KEY).regex(/^[\w-]+$/, KEY),
  routingKey: text("Give a routing key, such as database.", 200).regex(
    /^[^/\s?#$]+$/,
    "A routing key is the last part of the URL; it is one word.",
  ),
});
type Config = z.infer<typeof Config>;

export const splunkOnCall: Channel<Config> = {
  kind: "splunk-on-call",
  label: "Splunk On-Call",
  help: "Switch on the integration REST – Generic. Its URL ends with the API key and the routing key.",
  configSchema: Config,
  fields: [
    { name: "apiKey", label: "API key", kind: "secret" },
    { name: "routingKey", label: "Routing key", kind: "text", placeholder: "database" },
  ],
  format(notification, config) {
    const described = describeNotification(notification);
    const routingKey = encodeURIComponent(config.routingKey);
    const url = `https://alert.victorops.com/integrations/generic/20131114/alert/${config.apiKey}/${routingKey}`;
    return jsonMessage(url, {
      message_type: MESSAGE_TYPES[troubleOf(notification)],
      entity_id: notification.incidentId ?? notification.id,
      entity_display_name: described.title,
      state_message: plainText(described),
      state_start_time: Math.floor(notification.at / 1000),
      monitoring_tool: "Uptick",
      alert_url: described.link,
    });
  },
  judge: judgeSplunk,
};

/** CRITICAL again joins the incident that has this entity_id. */
const MESSAGE_TYPES = {
  down: "CRITICAL",
  up: "RECOVERY",
  degraded: "WARNING",
  flapping: "WARNING",
  reminder: "CRITICAL",
  escalation: "CRITICAL",
  acknowledged: "ACKNOWLEDGEMENT",
  test: "INFO",
} as const satisfies Record<NotificationKind, string>;

function judgeSplunk(answer: HttpAnswer): JudgedAnswer {
  if (answer.status !== 200 || readJson(answer.body)?.result !== "failure") return judgeAnswer(answer);
  return failed(answer, {
    permanent: true,
    reason: "Splunk On-Call refuses the message. Its answer says why.",
  });
}
