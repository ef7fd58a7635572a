import * as z from "zod";
import type { Channel, HttpAnswer, JudgedAnswer } from "../channel.ts";
import { text, token } from "../config-fields.ts";
import { describeNotification } from "../describe-notification.ts";
import { bearer, jsonMessage } from "../http-message.ts";
import { judgeAnswer, sent } from "../judge-answer.ts";
import { plainText } from "../plain-text.ts";

const TO = "Give the ID of a user, group or room: U, C or R and 32 characters.";

const Config = z.object({
  channelToken: token("Give the channel access token of the Messaging API."),
  to: text(TO, 33).regex(/^[UCR][0-9a-f]{32}$/, TO),
});
type Config = z.infer<typeof Config>;

export const line: Channel<Config> = {
  kind: "line",
  label: "LINE",
  help: "Make a Messaging API channel at developers.line.biz and issue a channel access token.",
  configSchema: Config,
  fields: [
    { name: "channelToken", label: "Channel access token", kind: "secret" },
    { name: "to", label: "To", kind: "text", placeholder: "U4af4980629…" },
  ],
  format(notification, config) {
    const message = { type: "text", text: plainText(describeNotification(notification), 5_000) };
    return jsonMessage(
      "https://api.line.me/v2/bot/message/push",
      { to: config.to, messages: [message] },
      { ...bearer(config.channelToken), "x-line-retry-key": notification.id },
    );
  },
  judge: judgeLine,
};

/** 409 means that an earlier attempt with this retry key was accepted. */
function judgeLine(answer: HttpAnswer): JudgedAnswer {
  return answer.status === 409 ? sent(answer) : judgeAnswer(answer);
}
