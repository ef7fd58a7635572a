import * as z from "zod";
import type { Notification } from "#contracts/notification.ts";
import { escapeHtml } from "#domain/escape-html.ts";
import type { Channel, MailServer } from "../channel.ts";
import { list, optional, text } from "../config-fields.ts";
import { type Description, describeNotification, detailLines, linksOf } from "../describe-notification.ts";
import { plainText } from "../plain-text.ts";
import { updateMail } from "../status-update/update-mail.ts";

const Address = z.email("Give an e-mail address such as alerts@example.com.").max(254);

const Config = z
  .object({
    to: list(Address, "Name at least one e-mail address."),
    host: optional(
      text("Give the mail server's name.", 253).regex(/^[A-Za-z0-9.:_-]+$/, "Give a host name only."),
    ),
    port: optional(
      z.coerce
        .number("A port is a number such as 587.")
        .int()
        .min(1, "A port is at least 1.")
        .max(65_535, "A port is 65535 at most."),
    ),
    security: optional(z.enum(["starttls", "tls", "none"], "Choose starttls, tls or none.")),
    user: optional(text("Give the user name.")),
    password: optional(z.string().max(1_000)),
    from: optional(Address),
  })
  .superRefine((config, context) => {
    const say = (path: string, message: string) =>
      context.addIssue({ code: "custom", path: [path], message });
    if (config.host !== undefined && config.from === undefined)
      say("from", "Give the sender's address that this mail server accepts.");
    if (config.host === undefined && (config.user !== undefined || config.password !== undefined))
      say("host", "Give the mail server that the user name and password belong to.");
    if (config.password !== undefined && config.user === undefined)
      say("user", "Give the user name that the password belongs to.");
  });
type Config = z.infer<typeof Config>;

export const email: Channel<Config> = {
  kind: "email",
  label: "E-mail",
  help: "Uses the mail server of SMTP_URL unless you name another one here.",
  configSchema: Config,
  fields: [
    { name: "to", label: "To", kind: "list", placeholder: "alerts@example.com" },
    {
      name: "host",
      label: "Mail server",
      kind: "text",
      placeholder: "smtp.example.com",
      help: "Leave empty to use the server that this Uptick was set up with.",
      optional: true,
    },
    { name: "port", label: "Port", kind: "number", placeholder: "587", optional: true },
    {
      name: "security",
      label: "Encryption",
      kind: "choice",
      choices: ["starttls", "tls", "none"],
      optional: true,
    },
    { name: "user", label: "User name", kind: "text", optional: true },
    { name: "password", label: "Password", kind: "secret", optional: true },
    { name: "from", label: "From", kind: "text", placeholder: "uptick@example.com", optional: true },
  ],
  format(notification, config) {
    const described = describeNotification(notification);
    return {
      kind: "mail",
      to: config.to,
      from: config.from ?? null,
      subject: `${described.symbol} ${described.title}`,
      text: `${plainText(described)}\n`,
      html: htmlBody(described),
      messageId: `<${notification.id}@${mailDomain(notification)}>`,
      thread:
        notification.incidentId === null ? null : `<${notification.incidentId}@${mailDomain(notification)}>`,
      server: serverOf(config),
    };
  },
  formatUpdate: (update, config) => updateMail(update, config.to),
};

const DEFAULT_PORTS = { starttls: 587, tls: 465, none: 25 };

function serverOf(config: Config): MailServer | null {
  if (config.host === undefined) return null;
  const security = config.security ?? "starttls";
  return {
    host: config.host,
    port: config.port ?? DEFAULT_PORTS[security],
    user: config.user ?? null,
    password: config.password ?? null,
    security,
  };
}

/** RFC 5322 wants a domain of ours on the right; the address of this Uptick is the only one known. */
function mailDomain(notification: Notification): string {
  return URL.canParse(notification.monitor.url) ? new URL(notification.monitor.url).hostname : "uptick";
}

function htmlBody(described: Description): string {
  const lines = detailLines(described).map(
    (line) => `<p style="margin:0 0 8px;line-height:1.5;overflow-wrap:anywhere">${escapeHtml(line)}</p>`,
  );
  return [
    '<!doctype html><html lang="en"><body style="margin:0;padding:24px;font-family:system-ui,sans-serif;font-size:15px">',
    `<h1 style="margin:0 0 16px;padding-left:12px;border-left:4px solid ${described.color};font-size:20px">${escapeHtml(described.title)}</h1>`,
    ...lines,
    `<p style="margin:20px 0 0">${linksOf(described).map(htmlLink).join("")}</p>`,
    "</body></html>",
    "",
  ].join("\n");
}

/** The first one is the button. */
function htmlLink({ label, url }: { label: string; url: string }, index: number): string {
  const style =
    index === 0
      ? "display:inline-block;margin:0 16px 0 0;padding:10px 18px;border-radius:6px;background:#18181b;color:#ffffff;font-weight:600;text-decoration:none"
      : "display:inline-block;padding:10px 0";
  return `<a href="${escapeHtml(url)}" style="${style}">${escapeHtml(label)}</a>`;
}
