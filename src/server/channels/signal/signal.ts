import * as z from "zod";
import type { Channel, HttpAnswer, JudgedAnswer } from "../channel.ts";
import { list, serverUrl, text } from "../config-fields.ts";
import { describeNotification } from "../describe-notification.ts";
import { jsonMessage } from "../http-message.ts";
import { failed, judgeAnswer, readJson } from "../judge-answer.ts";
import { plainText } from "../plain-text.ts";

const NUMBER = "Give a phone number with its country code, such as +4915112345678.";
const RECIPIENT = "A recipient is a phone number such as +4915112345678, or a group such as group.abc=.";

const Config = z.object({
  server: serverUrl("Give the address of your signal-cli REST API, such as http://signal:8080."),
  number: text(NUMBER).regex(/^\+[1-9]\d{6,14}$/, NUMBER),
  recipients: list(
    text(RECIPIENT, 200).regex(
      /^(\+[1-9]\d{6,14}|group\.[A-Za-z0-9+/=_-]+|[0-9a-f-]{36}|u:[\w.]+)$/,
      RECIPIENT,
    ),
    "Name at least one recipient.",
  ),
});
type Config = z.infer<typeof Config>;

export const signal: Channel<Config> = {
  kind: "signal",
  label: "Signal",
  help: "Needs your own signal-cli REST API with a registered number.",
  configSchema: Config,
  fields: [
    { name: "server", label: "Server", kind: "url", placeholder: "http://signal:8080" },
    { name: "number", label: "Sender's number", kind: "text", placeholder: "+4915112345678" },
    { name: "recipients", label: "Recipients", kind: "list", placeholder: "+4915112345678" },
  ],
  format(notification, config) {
    return jsonMessage(`${config.server}/v2/send`, {
      message: plainText(describeNotification(notification), 2_000),
      number: config.number,
      recipients: config.recipients,
      text_mode: "normal",
    });
  },
  judge: judgeSignal,
};

const LASTING = /unregistered|not registered|invalid|no such|couldn't process request/i;

/** The REST API answers 400 to everything that signal-cli could not do, a lost network included. */
function judgeSignal(answer: HttpAnswer): JudgedAnswer {
  const error = answer.status === 400 ? readJson(answer.body)?.error : undefined;
  if (typeof error !== "string") return judgeAnswer(answer);
  return failed(answer, {
    permanent: LASTING.test(error),
    reason: "The signal-cli REST API answered 400. Its answer says why.",
  });
}
