import type { SnapshotPost, StatusSnapshot } from "#contracts/status-snapshot.ts";
import { markdownToHtml } from "../../markdown/markdown-to-html.ts";
import { UPDATE_WORDS } from "../update-words.ts";

/** A post as feeds tell it. Texts are plain, `html` is markup that is ours. */
export type FeedEntry = {
  id: string;
  url: string;
  /** "Resolved: Checkout is slow" */
  title: string;
  kind: string;
  components: string[];
  publishedAt: number;
  updatedAt: number;
  html: string;
};

export type Feed = {
  title: string;
  description: string;
  url: string;
  language: string;
  /** When the newest entry changed: what did not change has the same bytes. */
  updatedAt: number;
  entries: FeedEntry[];
};

const MOST = 50;
const DAY_MS = 24 * 60 * 60_000;

/** Newest change first. `componentId`: only what concerns it, or the whole page. */
export function feedOf(snapshot: StatusSnapshot, componentId: string | null): Feed {
  const { page } = snapshot;
  const words = UPDATE_WORDS[page.look.locale];
  const entries = postsOf(snapshot, componentId)
    .map((post) => entryOf(page, post))
    .sort((a, b) => b.updatedAt - a.updatedAt)
    .slice(0, MOST);
  return {
    title: page.title,
    description: words.feed(page.title),
    url: page.url,
    language: page.look.locale,
    updatedAt: entries[0]?.updatedAt ?? Math.floor(snapshot.generatedAt / DAY_MS) * DAY_MS,
    entries,
  };
}

/** Every published post that the page shows, in no order. */
export function postsOf(snapshot: StatusSnapshot, componentId: string | null): SnapshotPost[] {
  const { incidents, maintenance, announcements, history } = snapshot;
  const all = new Map(
    [...incidents, ...maintenance, ...announcements, ...history].map((post) => [post.id, post]),
  );
  return [...all.values()].filter(
    ({ components }) =>
      componentId === null || components.length === 0 || components.some(({ id }) => id === componentId),
  );
}

export function changedAt(post: SnapshotPost): number {
  return Math.max(post.publishedAt, ...post.updates.map(({ at }) => at));
}

function entryOf(page: StatusSnapshot["page"], post: SnapshotPost): FeedEntry {
  const words = UPDATE_WORDS[page.look.locale];
  return {
    id: post.id,
    url: `${page.url}/posts/${post.id}`,
    title: `${words.states[post.state]}: ${post.title}`,
    kind: words.kinds[post.kind],
    components: post.components.map(({ name }) => name),
    publishedAt: post.publishedAt,
    updatedAt: changedAt(post),
    html: post.updates
      .map(({ at, state, body }) => {
        const moment = `${new Date(at).toISOString().slice(0, 16).replace("T", " ")} UTC`;
        return `<p><strong>${words.states[state]}</strong> · ${moment}</p>\n${markdownToHtml(body)}`;
      })
      .join("\n"),
  };
}
