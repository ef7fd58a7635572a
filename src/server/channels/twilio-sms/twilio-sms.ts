import * as z from "zod";
import type { Channel } from "../channel.ts";
import { optional, text, token } from "../config-fields.ts";
import { describeNotification } from "../describe-notification.ts";
import { fitText } from "../fit-text.ts";
import { basic, formMessage } from "../http-message.ts";

const NUMBER = "Give a phone number with its country code, such as +4915112345678.";
const E164 = /^\+[1-9]\d{6,14}$/;

const Config = z
  .object({
    accountSid: token("Give the account SID.").regex(
      /^AC[0-9a-fA-F]{32}$/,
      "An account SID is AC and 32 characters from 0-9 and a-f.",
    ),
    keySid: optional(
      token("Give the API key's SID.").regex(/^SK[0-9a-fA-F]{32}$/, "An API key's SID starts with SK."),
    ),
    secret: token("Give the auth token, or the secret of the API key."),
    from: optional(text("Give the sender.", 20).regex(/^(\+[1-9]\d{2,14}|[A-Za-z0-9 ]{1,11})$/, NUMBER)),
    messagingServiceSid: optional(
      token("Give the service's SID.").regex(
        /^MG[0-9a-fA-F]{32}$/,
        "A messaging service's SID starts with MG.",
      ),
    ),
    to: text(NUMBER).regex(E164, NUMBER),
  })
  .superRefine(({ from, messagingServiceSid }, context) => {
    if ((from === undefined) !== (messagingServiceSid === undefined)) return;
    const message = "Give either a sender or a messaging service.";
    context.addIssue({ code: "custom", path: ["from"], message });
  });
type Config = z.infer<typeof Config>;

export const twilioSms: Channel<Config> = {
  kind: "twilio-sms",
  label: "SMS (Twilio)",
  help: "One number per channel. An API key instead of the auth token can be withdrawn by itself.",
  configSchema: Config,
  fields: [
    { name: "accountSid", label: "Account SID", kind: "text", placeholder: "AC…" },
    {
      name: "keySid",
      label: "API key SID",
      kind: "text",
      placeholder: "SK…",
      help: "Leave empty to use the auth token.",
      optional: true,
    },
    { name: "secret", label: "Auth token or API key secret", kind: "secret" },
    { name: "from", label: "From", kind: "text", placeholder: "+15017122661", optional: true },
    {
      name: "messagingServiceSid",
      label: "Messaging service SID",
      kind: "text",
      placeholder: "MG…",
      optional: true,
    },
    { name: "to", label: "To", kind: "text", placeholder: "+4915112345678" },
  ],
  format(notification, config) {
    const described = describeNotification(notification);
    const duration = described.duration === null ? "" : `${described.duration} `;
    const acknowledge =
      described.acknowledgeLink === null ? "" : `\nAcknowledge: ${described.acknowledgeLink}`;
    const sentence = fitText(`${described.title}. ${duration}${described.reason}`, MAX_SENTENCE);
    const sender: Record<string, string> =
      config.messagingServiceSid === undefined
        ? { From: config.from ?? "" }
        : { MessagingServiceSid: config.messagingServiceSid };
    return formMessage(
      `https://api.twilio.com/2010-04-01/Accounts/${config.accountSid}/Messages.json`,
      { To: config.to, ...sender, Body: `${sentence}\n${described.link}${acknowledge}` },
      basic(config.keySid ?? config.accountSid, config.secret),
    );
  },
};

// Twilio takes 1,600, but every 67 to 153 are a message that somebody pays for.
const MAX_SENTENCE = 300;
