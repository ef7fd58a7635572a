import * as z from "zod";
import type { NotificationKind } from "#contracts/notification.ts";
import type { Channel, HttpAnswer, JudgedAnswer } from "../channel.ts";
import { optional, serverUrl, text } from "../config-fields.ts";
import { describeNotification } from "../describe-notification.ts";
import { jsonMessage } from "../http-message.ts";
import { failed, judgeAnswer } from "../judge-answer.ts";
import { plainText } from "../plain-text.ts";
import { troubleOf } from "../trouble-of.ts";

const KEY = "A configuration key has letters, digits, hyphens and underscores only.";

const Config = z
  .object({
    server: serverUrl("Give the address of your Apprise API, such as http://apprise:8000."),
    key: optional(text(KEY, 128).regex(/^[\w-]+$/, KEY)),
    urls: optional(text("Give Apprise URLs, separated by commas.", 4_000)),
    tag: optional(text("Give a tag.", 200)),
  })
  .superRefine(({ key, urls, tag }, context) => {
    const say = (path: string, message: string) =>
      context.addIssue({ code: "custom", path: [path], message });
    if ((key === undefined) === (urls === undefined))
      say("key", "Give either the key of a stored configuration, or Apprise URLs.");
    if (tag !== undefined && key === undefined)
      say("tag", "Tags choose from a stored configuration; give its key.");
  });
type Config = z.infer<typeof Config>;

export const apprise: Channel<Config> = {
  kind: "apprise",
  label: "Apprise",
  help: "Passes messages on to your own Apprise API, which knows more than a hundred further services.",
  configSchema: Config,
  fields: [
    { name: "server", label: "Server", kind: "url", placeholder: "http://apprise:8000" },
    { name: "key", label: "Configuration key", kind: "text", placeholder: "uptick", optional: true },
    {
      name: "urls",
      label: "Apprise URLs",
      kind: "secret",
      placeholder: "mailto://…, tgram://…",
      optional: true,
    },
    { name: "tag", label: "Tag", kind: "text", help: "With a configuration key only.", optional: true },
  ],
  format(notification, config) {
    const described = describeNotification(notification);
    const path = config.key === undefined ? "/notify/" : `/notify/${config.key}`;
    return jsonMessage(`${config.server}${path}`, {
      urls: config.urls,
      tag: config.tag,
      title: `${described.symbol} ${described.title}`,
      body: plainText(described),
      type: TYPES[troubleOf(notification)],
      format: "text",
    });
  },
  judge: judgeApprise,
};

const TYPES = {
  down: "failure",
  up: "success",
  degraded: "warning",
  flapping: "warning",
  reminder: "failure",
  escalation: "failure",
  acknowledged: "info",
  test: "info",
} as const satisfies Record<NotificationKind, string>;

function judgeApprise(answer: HttpAnswer): JudgedAnswer {
  if (answer.status === 204) {
    const reason = "The Apprise API has no configuration under this key, so nobody was told.";
    return failed(answer, { permanent: true, reason });
  }
  if (answer.status === 424) {
    return failed(answer, { permanent: false, reason: "Apprise could not reach all of its services." });
  }
  return judgeAnswer(answer);
}
