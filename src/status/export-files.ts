import type { StatusSnapshot } from "#contracts/status-snapshot.ts";
import { atomFeed } from "#domain/status/feeds/atom-feed.ts";
import { feedOf } from "#domain/status/feeds/feed-entries.ts";
import { icsCalendar } from "#domain/status/feeds/ics-calendar.ts";
import { jsonFeed } from "#domain/status/feeds/json-feed.ts";
import { rssFeed } from "#domain/status/feeds/rss-feed.ts";
import { historyMonths } from "./history-months.ts";
import { renderHistory } from "./render-history.tsx";
import type { Rendered, RenderOptions } from "./render-options.ts";
import { renderPost } from "./render-post.tsx";
import { renderStatusPage } from "./render-status-page.tsx";

/** `path` has no dots and no slash at its start; `text` is UTF-8. */
export type ExportFile = { path: string; text: string };

/** A page as files that any host of plain files can serve, in a folder of any name. */
export function exportFiles(snapshot: StatusSnapshot, nowMs: number): ExportFile[] {
  const { page, incidents, maintenance, announcements, history } = snapshot;
  const optionsAt = (base: string): RenderOptions => ({
    base,
    locale: page.look.locale,
    nowMs,
    isStatic: true,
  });
  const months = historyMonths(snapshot, nowMs).map((month) =>
    document(`history/${month}/index.html`, renderHistory(snapshot, month, optionsAt("../.."))),
  );
  const posts = [...incidents, ...maintenance, ...announcements, ...history].map(({ id }) =>
    document(`posts/${id}/index.html`, renderPost(snapshot, id, optionsAt("../.."))),
  );
  const feed = feedOf(snapshot, null);
  return [
    ...document("index.html", renderStatusPage(snapshot, optionsAt("."))),
    ...months.flat(),
    ...posts.flat(),
    { path: "status.json", text: JSON.stringify(snapshot) },
    { path: "feed.rss", text: rssFeed(feed, `${page.url}/feed.rss`) },
    { path: "feed.atom", text: atomFeed(feed, `${page.url}/feed.atom`) },
    { path: "feed.json", text: jsonFeed(feed, `${page.url}/feed.json`) },
    { path: "calendar.ics", text: icsCalendar(snapshot, null) },
  ];
}

function document(path: string, rendered: Rendered | null): ExportFile[] {
  return rendered === null ? [] : [{ path, text: rendered.html }];
}
