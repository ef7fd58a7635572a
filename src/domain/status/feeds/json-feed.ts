import type { Feed } from "./feed-entries.ts";

/** JSON Feed 1.1. `selfUrl` is where the feed itself is. */
export function jsonFeed(feed: Feed, selfUrl: string): string {
  return JSON.stringify({
    version: "https://jsonfeed.org/version/1.1",
    title: feed.title,
    home_page_url: feed.url,
    feed_url: selfUrl,
    description: feed.description,
    language: feed.language,
    items: feed.entries.map((entry) => ({
      id: `urn:uuid:${entry.id}`,
      url: entry.url,
      title: entry.title,
      content_html: entry.html,
      date_published: new Date(entry.publishedAt).toISOString(),
      date_modified: new Date(entry.updatedAt).toISOString(),
      tags: [entry.kind, ...entry.components],
    })),
  });
}
