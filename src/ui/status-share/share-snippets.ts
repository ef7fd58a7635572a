import type { BadgeColour, BadgeDays, BadgeKind, BadgeStyle } from "#contracts/status-badge.ts";
import type { EmbedTheme } from "#contracts/status-embed.ts";
import { escapeHtml } from "#domain/escape-html.ts";

export type BadgeChoice = {
  kind: BadgeKind;
  /** Null: the whole page. */
  componentId: string | null;
  style: BadgeStyle;
  label: string;
  /** auto: by what it says. */
  colour: BadgeColour | "auto";
  days: BadgeDays;
  /** auto: the page's. */
  lang: string;
};
/** `page` has no slash at its end: an address, or a path on this host. */
export function badgeAddress(page: string, choice: BadgeChoice, ending: "svg" | "json" = "svg"): string {
  const query = new URLSearchParams();
  if (choice.style !== "flat") query.set("style", choice.style);
  if (choice.label.trim() !== "") query.set("label", choice.label.trim());
  if (choice.colour !== "auto") query.set("color", choice.colour);
  if (choice.kind === "uptime") query.set("days", String(choice.days));
  if (choice.lang !== "auto") query.set("lang", choice.lang);
  const component = choice.componentId === null ? "" : `${encodeURIComponent(choice.componentId)}/`;
  const options = query.size === 0 ? "" : `?${query}`;
  return `${page}/badge/${component}${choice.kind}.${ending}${options}`;
}

export const SNIPPET_FORMATS = ["markdown", "html", "asciidoc", "address"] as const;
export type SnippetFormat = (typeof SNIPPET_FORMATS)[number];

type Picture = { page: string; image: string; alt: string };

/** What is pasted where the badge is to stand; what people wrote cannot end the text that it is in. */
export function badgeSnippet(format: SnippetFormat, { page, image, alt }: Picture): string {
  switch (format) {
    case "markdown":
      return `[![${alt.replace(/[\\[\]`*_<>]/g, "\\$&")}](${image})](${page})`;
    case "html":
      return `<a href="${escapeHtml(page)}"><img src="${escapeHtml(image)}" alt="${escapeHtml(alt)}"></a>`;
    case "asciidoc":
      return `image:${image}["${alt.replace(/["\]]/g, "'")}",link="${page}"]`;
    case "address":
      return image;
  }
}

export type EmbedChoice = { theme: EmbedTheme; show: "all" | "state"; lang: string };

export function frameAddress(page: string, { theme, show, lang }: EmbedChoice): string {
  const query = new URLSearchParams();
  if (theme !== "system") query.set("theme", theme);
  if (show !== "all") query.set("show", show);
  if (lang !== "auto") query.set("lang", lang);
  return query.size === 0 ? `${page}/embed` : `${page}/embed?${query}`;
}

type FrameWords = { title: string; heightPx: number };

export function frameSnippet(address: string, { title, heightPx }: FrameWords): string {
  return `<iframe src="${escapeHtml(address)}" title="${escapeHtml(title)}" width="100%" height="${heightPx}" style="border:0" loading="lazy"></iframe>`;
}

type Host = { appUrl: string; page: string };

export function elementSnippet({ appUrl, page }: Host, choice: EmbedChoice): string {
  const attributes = attributesOf(choice, "");
  const compact = choice.show === "state" ? " compact" : "";
  return `<script src="${escapeHtml(appUrl)}/embed/uptick-status.js" async></script>
<uptick-status page="${escapeHtml(page)}"${attributes}${compact}></uptick-status>`;
}

export function widgetSnippet({ appUrl, page }: Host, choice: EmbedChoice): string {
  const compact = choice.show === "state" ? ' data-compact=""' : "";
  return `<script src="${escapeHtml(appUrl)}/embed/uptick-status.js" data-page="${escapeHtml(page)}"${attributesOf(choice, "data-")}${compact} async></script>`;
}

function attributesOf({ theme, lang }: EmbedChoice, prefix: string): string {
  return [
    theme === "system" ? "" : ` ${prefix}theme="${theme}"`,
    lang === "auto" ? "" : ` ${prefix}lang="${lang}"`,
  ].join("");
}
