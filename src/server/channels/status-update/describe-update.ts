import type { StatusUpdate } from "#contracts/notification.ts";
import { FINAL_STATES } from "#contracts/status-post.ts";
import { markdownToText } from "#domain/markdown/markdown-to-text.ts";
import { UPDATE_WORDS } from "#domain/status/update-words.ts";
import { fitText } from "../fit-text.ts";
import { singleLine } from "../single-line.ts";

const MAX = { title: 200, page: 120, name: 120, components: 20 };

/** What a subscriber reads, as single lines of bounded length; each channel escapes and arranges them. */
export type UpdateDescription = {
  /** "Acme Cloud". */
  page: string;
  /** "Checkout is slow". */
  title: string;
  /** "Investigating". */
  state: string;
  /** `#rrggbb` */
  color: string;
  /** "From 2026-11-22 10:00 UTC", of a maintenance. */
  span: string[];
  /** "Checkout API: Degraded". */
  components: string[];
  /** Several lines; empty where the page is not public. */
  text: string;
  /** In the order of what a person wants. */
  links: { label: string; url: string }[];
  why: string;
};

export function describeUpdate(told: StatusUpdate): UpdateDescription {
  const words = UPDATE_WORDS[told.locale];
  const { page, post, update, components, urls } = told;
  const shown = components.slice(0, MAX.components).map(({ name, impact }) => {
    return `${line(name, MAX.name)}: ${words.components[impact]}`;
  });
  const hidden = components.length - shown.length;
  return {
    page: line(page.title, MAX.page),
    title: line(post.title, MAX.title),
    state: words.states[update.state],
    color: colorOf(told),
    span: post.kind === "maintenance" ? spanOf(told) : [],
    components: hidden === 0 ? shown : [...shown, `+ ${hidden}`],
    text: page.isPrivate ? words.hidden : readable(update.body),
    links: [
      { label: words.open, url: urls.post },
      { label: words.manage, url: urls.manage },
      { label: words.unsubscribe, url: urls.unsubscribe },
    ],
    why: words.why(line(page.title, MAX.page)),
  };
}

/** As a subject has it: "[Acme Cloud] Investigating: Checkout is slow". */
export function updateTitle({ page, state, title }: UpdateDescription): string {
  return `[${page}] ${state}: ${title}`;
}

/** Lines stay lines; everything else that could reorder or end a text goes. */
function readable(markdown: string): string {
  return markdownToText(markdown).split("\n").map(singleLine).join("\n");
}

function spanOf({ post, locale, page }: StatusUpdate): string[] {
  if (page.isPrivate) return [];
  const words = UPDATE_WORDS[locale];
  const until = post.endsAt === null ? [] : [`${words.until}: ${utc(post.endsAt)}`];
  return [`${words.from}: ${utc(post.startsAt)}`, ...until];
}

function utc(atMs: number): string {
  return `${new Date(atMs).toISOString().slice(0, 16).replace("T", " ")} UTC`;
}

const COLORS = { none: "#2563eb", minor: "#ca8a04", major: "#ea580c", critical: "#dc2626" };

function colorOf({ post, update }: StatusUpdate): string {
  if (FINAL_STATES.has(update.state)) return "#16a34a";
  return post.kind === "incident" ? COLORS[post.impact] : "#2563eb";
}

function line(text: string, maxLength: number): string {
  return fitText(singleLine(text), maxLength);
}
