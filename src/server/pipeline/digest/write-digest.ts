import type { Locale } from "#contracts/locale.ts";
import type { Digest } from "#domain/digest/compose-digest.ts";
import { DIGEST_WORDS } from "#domain/digest/digest-words.ts";
import { escapeHtml } from "#domain/escape-html.ts";
import { singleLine } from "#server/channels/single-line.ts";

type Links = { open: string; off: string };
export type WrittenDigest = { subject: string; text: string; html: string };

const BODY =
  "margin:0;padding:32px 16px;background:#f4f4f5;font-family:system-ui,-apple-system,Segoe UI,sans-serif;color:#18181b";
const CARD =
  "max-width:560px;margin:0 auto;padding:32px;border:1px solid #e4e4e7;border-radius:12px;background:#ffffff";
const BUTTON =
  "display:inline-block;padding:12px 20px;border-radius:8px;background:#18181b;color:#ffffff;font-weight:600;text-decoration:none";
const SMALL = "margin:0;font-size:13px;line-height:1.5;color:#52525b";

/** Text and HTML say the same; nothing is loaded from anywhere, and all escaping happens here. */
export function writeDigest(
  digest: Digest,
  { locale, links }: { locale: Locale; links: Links },
): WrittenDigest {
  const words = DIGEST_WORDS[locale];
  const subject = singleLine(digest.subject);
  const text = [
    subject,
    singleLine(digest.intro),
    ...digest.sections.map(({ head, lines }) =>
      [singleLine(head), ...lines.map((line) => `- ${singleLine(line)}`)].join("\n"),
    ),
    `${words.open}:\n${links.open}`,
    `${words.why}\n${words.off}: ${links.off}`,
  ];
  const sections = digest.sections.map(
    ({ head, lines }) => `<h2 style="margin:24px 0 8px;font-size:15px">${inline(head)}</h2>
<ul style="margin:0;padding-left:20px">${lines.map((line) => `<li style="margin:0 0 6px;line-height:1.5;overflow-wrap:anywhere">${inline(line)}</li>`).join("")}</ul>`,
  );
  const html = `<!doctype html><html lang="${locale}"><body style="${BODY}"><div style="${CARD}">
<h1 style="margin:0 0 16px;font-size:20px;line-height:1.3">${inline(subject)}</h1>
<p style="margin:0;line-height:1.55">${inline(digest.intro)}</p>
${sections.join("\n")}
<p style="margin:24px 0"><a href="${escapeHtml(links.open)}" style="${BUTTON}">${inline(words.open)}</a></p>
<p style="${SMALL}">${inline(words.why)} <a href="${escapeHtml(links.off)}" style="color:#52525b">${inline(words.off)}</a></p>
</div></body></html>
`;
  return { subject, text: `${text.join("\n\n")}\n`, html };
}

function inline(text: string): string {
  return escapeHtml(singleLine(text));
}
