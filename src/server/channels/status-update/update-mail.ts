import type { StatusUpdate } from "#contracts/notification.ts";
import { escapeHtml } from "#domain/escape-html.ts";
import { markdownToHtml } from "#domain/markdown/markdown-to-html.ts";
import type { MailMessage } from "../channel.ts";
import { describeUpdate, type UpdateDescription, updateTitle } from "./describe-update.ts";

/** One mail to one subscriber; what follows of the same post stays one conversation. */
export function updateMail(told: StatusUpdate, to: string[]): MailMessage {
  const described = describeUpdate(told);
  const domain = new URL(told.urls.page).hostname;
  return {
    kind: "mail",
    to,
    from: null,
    subject: updateTitle(described),
    text: textOf(described),
    html: htmlOf(told, described),
    messageId: `<${told.id}@${domain}>`,
    thread: `<${told.post.id}@${domain}>`,
    server: null,
    list: { id: `status.${domain}`, unsubscribe: told.urls.unsubscribe },
  };
}

function textOf({ title, state, span, components, text, links, why }: UpdateDescription): string {
  const facts = [...span, ...components.map((component) => `• ${component}`)].join("\n");
  const ways = links.map(({ label, url }) => `${label}: ${url}`).join("\n");
  return `${[`${state}: ${title}`, facts, text, `${why}\n${ways}`].filter((part) => part !== "").join("\n\n")}\n`;
}

const BODY =
  "margin:0;padding:32px 16px;background:#f4f4f5;font-family:system-ui,-apple-system,Segoe UI,sans-serif;color:#18181b";
const CARD =
  "max-width:560px;margin:0 auto;padding:32px;border:1px solid #e4e4e7;border-radius:12px;background:#ffffff;font-size:15px;line-height:1.55;overflow-wrap:anywhere";
const BUTTON =
  "display:inline-block;padding:12px 20px;border-radius:8px;background:#18181b;color:#ffffff;font-weight:600;text-decoration:none";
const SMALL = "margin:16px 0 0;font-size:13px;color:#52525b";

function htmlOf(told: StatusUpdate, described: UpdateDescription): string {
  const { page, title, state, color, span, components, why, links } = described;
  const [open, ...others] = links;
  const words = told.page.isPrivate
    ? `<p>${escapeHtml(described.text)}</p>`
    : markdownToHtml(told.update.body);
  const facts = [...span, ...components].map((fact) => `<li>${escapeHtml(fact)}</li>`).join("");
  return [
    `<!doctype html><html lang="${told.locale}"><body style="${BODY}"><div style="${CARD}">`,
    `<p style="margin:0 0 4px;font-size:13px;color:#52525b">${escapeHtml(page)}</p>`,
    `<h1 style="margin:0 0 16px;padding-left:12px;border-left:4px solid ${color};font-size:20px;line-height:1.3">${escapeHtml(`${state}: ${title}`)}</h1>`,
    ...(facts === "" ? [] : [`<ul style="margin:0 0 16px;padding-left:20px">${facts}</ul>`]),
    words,
    `<p style="margin:24px 0 0"><a href="${escapeHtml(open?.url ?? "")}" style="${BUTTON}">${escapeHtml(open?.label ?? "")}</a></p>`,
    `<p style="${SMALL}">${escapeHtml(why)} ${others.map(link).join(" · ")}</p>`,
    "</div></body></html>",
    "",
  ].join("\n");
}

function link({ label, url }: { label: string; url: string }): string {
  return `<a href="${escapeHtml(url)}" style="color:#52525b">${escapeHtml(label)}</a>`;
}
