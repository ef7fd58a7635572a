import type { EmbedOptions, EmbedTheme } from "#contracts/status-embed.ts";
import type { ComponentState } from "#contracts/status-post.ts";
import type { StatusSnapshot } from "#contracts/status-snapshot.ts";
import { escapeHtml } from "#domain/escape-html.ts";
import { BADGE_WORDS } from "../badges/badge-words.ts";
import { currentState, isCurrent } from "../current-state.ts";
import { EMBED_STYLE } from "./embed-style.ts";
import { EMBED_WORDS } from "./embed-words.ts";

/** So often the frame asks again by itself, without a script. */
const REFRESH_SEC = 60;

/** The whole document of the frame: no script, no picture, and what others wrote as escaped text only. */
export function drawEmbed(snapshot: StatusSnapshot, options: EmbedOptions, nowMs: number): string {
  const locale = options.lang ?? snapshot.page.look.locale;
  const words = EMBED_WORDS[locale];
  const current = { isCurrent: isCurrent(snapshot, nowMs) };
  const state = currentState(snapshot.state, current);
  const item = ({ name, state: own }: { name: string; state: ComponentState }) => {
    const shown = currentState(own, current);
    return `<li><span>${escapeHtml(name)}</span><span class="soft"><i class="${shown}"></i>${BADGE_WORDS[locale].state[shown]}</span></li>`;
  };
  const components = snapshot.sections.flatMap((section) => section.components).map(item);
  const list =
    options.show === "state" || components.length === 0
      ? ""
      : `<ul aria-label="${words.components}">${components.join("")}</ul>`;
  const asOf = current.isCurrent ? "" : `<span>${words.asOf} ${timeOf(snapshot, locale)}</span>`;
  return documentOf({
    locale,
    theme: options.theme,
    title: snapshot.page.title,
    body: `<h1><i class="${state}"></i>${words.headline[state]}</h1>${list}
<footer><a href="${escapeHtml(snapshot.page.url)}" target="_blank" rel="noopener" title="${words.newTab}">${words.open}: ${escapeHtml(snapshot.page.title)}</a>${asOf}</footer>`,
  });
}

/** For what cannot be shown; it says nothing of whether there is such a page. */
export function drawEmbedProblem(text: string): string {
  return documentOf({ locale: "en", theme: "system", title: text, body: `<h1>${escapeHtml(text)}</h1>` });
}

type Parts = { locale: string; theme: EmbedTheme; title: string; body: string };

function documentOf({ locale, theme, title, body }: Parts): string {
  return `<!doctype html>
<html lang="${locale}" data-theme="${theme}"><head><meta charset="utf-8"><title>${escapeHtml(title)}</title>
<meta name="viewport" content="width=device-width"><meta name="robots" content="noindex">
<meta http-equiv="refresh" content="${REFRESH_SEC}"><style>${EMBED_STYLE}</style></head>
<body><main>${body}</main></body></html>
`;
}

function timeOf({ judgedAt, page }: StatusSnapshot, locale: string): string {
  const format = new Intl.DateTimeFormat(locale, {
    dateStyle: "medium",
    timeStyle: "short",
    timeZone: page.look.timeZone,
  });
  const text = `${format.format(judgedAt)} (${page.look.timeZone})`;
  return `<time datetime="${new Date(judgedAt).toISOString()}">${escapeHtml(text)}</time>`;
}
