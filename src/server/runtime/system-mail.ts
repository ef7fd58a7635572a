import { uuidv7 } from "uuidv7";
import type { Locale } from "#contracts/locale.ts";
import { escapeHtml } from "#domain/escape-html.ts";
import type { MailAttachment, MailTransport } from "#server/channels/channel.ts";
import { singleLine } from "#server/channels/single-line.ts";
import type { Logger } from "./log.ts";

/** What Uptick itself writes to a person, in plain words: all escaping happens here. */
export type SystemMail = {
  to: string;
  /** The language that the texts are in. */
  locale: Locale;
  subject: string;
  paragraphs: readonly string[];
  /** Where to go on; `url` begins with the configured address, never with a header of the request. */
  button: { label: string; url: string } | null;
  /** The last words in small print, such as how long a link is good for. */
  note: string | null;
  attachments?: readonly MailAttachment[];
};

/** `mail` is null while SMTP_URL or MAIL_FROM is missing. */
export type SystemMailDeps = { mail: MailTransport | null; auth: { appUrl: string }; log: Logger };
export type SystemMailAnswer = { kind: "sent" } | { kind: "failed"; reason: string };

export const NO_MAIL_SERVER = "This Uptick cannot send mail: SMTP_URL and MAIL_FROM are not both set.";

/** Never rejects; what went wrong is in the log, without the text of the mail. */
export async function sendSystemMail(deps: SystemMailDeps, mail: SystemMail): Promise<SystemMailAnswer> {
  const { to, subject } = mail;
  if (deps.mail === null) {
    deps.log.warn({ to, subject }, NO_MAIL_SERVER);
    return { kind: "failed", reason: NO_MAIL_SERVER };
  }
  const answer = await deps.mail.send({
    kind: "mail",
    to: [to],
    from: null,
    subject: singleLine(subject),
    text: textOf(mail),
    html: htmlOf(mail),
    messageId: `<${uuidv7()}@${new URL(deps.auth.appUrl).hostname}>`,
    thread: null,
    server: null,
    ...(mail.attachments !== undefined && { attachments: mail.attachments }),
  });
  if (answer.kind === "sent") return { kind: "sent" };
  deps.log.error({ to, subject, reason: answer.reason }, "mail not sent");
  return { kind: "failed", reason: answer.reason };
}

function textOf({ paragraphs, button, note }: SystemMail): string {
  const parts = paragraphs.map(singleLine);
  if (button !== null) parts.push(`${singleLine(button.label)}:\n${button.url}`);
  if (note !== null) parts.push(singleLine(note));
  return `${parts.join("\n\n")}\n`;
}

const BODY =
  "margin:0;padding:32px 16px;background:#f4f4f5;font-family:system-ui,-apple-system,Segoe UI,sans-serif;color:#18181b";
const CARD =
  "max-width:480px;margin:0 auto;padding:32px;border:1px solid #e4e4e7;border-radius:12px;background:#ffffff";
const BUTTON =
  "display:inline-block;padding:12px 20px;border-radius:8px;background:#18181b;color:#ffffff;font-weight:600;text-decoration:none";

function htmlOf({ locale, subject, paragraphs, button, note }: SystemMail): string {
  const lines = paragraphs.map((text) => `<p style="margin:0 0 12px;line-height:1.55">${inline(text)}</p>`);
  const link = button && escapeHtml(button.url);
  const action =
    button &&
    `<p style="margin:24px 0"><a href="${link}" style="${BUTTON}">${inline(button.label)}</a></p>
<p style="margin:0 0 12px;font-size:13px;line-height:1.5;color:#52525b;overflow-wrap:anywhere">${link}</p>`;
  const small =
    note && `<p style="margin:16px 0 0;font-size:13px;line-height:1.5;color:#52525b">${inline(note)}</p>`;
  return `<!doctype html><html lang="${locale}"><body style="${BODY}"><div style="${CARD}">
<h1 style="margin:0 0 16px;font-size:20px;line-height:1.3">${inline(subject)}</h1>
${[...lines, action, small].filter((part) => part !== null).join("\n")}
</div></body></html>
`;
}

function inline(text: string): string {
  return escapeHtml(singleLine(text));
}
