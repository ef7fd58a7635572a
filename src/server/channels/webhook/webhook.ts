import * as z from "zod";
import type { Channel } from "../channel.ts";
import { httpUrl, optional, text } from "../config-fields.ts";
import { fillTemplate, findTemplateFault } from "./fill-template.ts";

const SECRET = "A signing secret is whsec_ followed by 24 to 64 random bytes in base64.";
// biome-ignore lint/suspicious/noControlCharactersInRegex: header values must not carry control characters (RFC 9110 §5.5)
const HEADER_VALUE = /^[^\u0000-\u001f\u007f-\uffff]*$/;

const Config = z.object({
  url: httpUrl("Give the full URL that receives the events, such as https://example.com/hooks/uptick."),
  secret: optional(text(SECRET).refine(isSigningSecret, SECRET)),
  authorization: optional(
    text("Give the whole header, such as Bearer abc.", 2_000).regex(
      HEADER_VALUE,
      "A header value is one line of plain ASCII.",
    ),
  ),
  template: optional(
    text("Give a JSON template.", 10_000).superRefine((template, context) => {
      const fault = findTemplateFault(template);
      if (fault !== null) context.addIssue({ code: "custom", message: fault });
    }),
  ),
});
type Config = z.infer<typeof Config>;

export const webhook: Channel<Config> = {
  kind: "webhook",
  label: "Webhook",
  help: "Sends each event as JSON, signed as Standard Webhooks describes. The same webhook-id means the same event.",
  configSchema: Config,
  fields: [
    { name: "url", label: "URL", kind: "url", placeholder: "https://example.com/hooks/uptick" },
    {
      name: "secret",
      label: "Signing secret",
      kind: "secret",
      placeholder: "whsec_…",
      help: "whsec_ followed by 24 to 64 random bytes in base64. Without it events are not signed.",
      optional: true,
    },
    {
      name: "authorization",
      label: "Authorization header",
      kind: "secret",
      placeholder: "Bearer …",
      optional: true,
    },
    {
      name: "template",
      label: "JSON template",
      kind: "text",
      placeholder: '{"text": "{{title}}: {{reason}}"}',
      help: "Replaces the standard body. Placeholders such as {{monitor.name}} stand inside quotes.",
      optional: true,
    },
  ],
  format(notification, config) {
    const { kind, at, ...data } = notification;
    const event = { type: `monitor.${kind}`, timestamp: new Date(at).toISOString(), data };
    const headers: Record<string, string> = { "content-type": "application/json; charset=utf-8" };
    if (config.authorization !== undefined) headers.authorization = config.authorization;
    return {
      kind: "http",
      method: "POST",
      url: config.url,
      headers,
      body:
        config.template === undefined ? JSON.stringify(event) : fillTemplate(config.template, notification),
      signing: { id: notification.id, secret: config.secret ?? null },
    };
  },
  formatUpdate({ kind: _kind, locale: _locale, ...data }, config) {
    const timestamp = new Date(data.update.at).toISOString();
    return {
      kind: "http",
      method: "POST",
      url: config.url,
      headers: { "content-type": "application/json; charset=utf-8" },
      body: JSON.stringify({ type: "status.update", timestamp, data }),
      signing: { id: data.id, secret: config.secret ?? null },
    };
  },
};

function isSigningSecret(secret: string): boolean {
  const encoded = /^whsec_([A-Za-z0-9+/]+={0,2})$/.exec(secret)?.[1];
  if (encoded === undefined) return false;
  const bytes = Buffer.from(encoded, "base64").length;
  return bytes >= 24 && bytes <= 64;
}
