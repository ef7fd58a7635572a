import type { Feed, FeedEntry } from "./feed-entries.ts";
import { xmlText } from "./xml-text.ts";

/** RSS 2.0. `selfUrl` is where the feed itself is. */
export function rssFeed(feed: Feed, selfUrl: string): string {
  return [
    '<?xml version="1.0" encoding="utf-8"?>',
    '<rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom">',
    "<channel>",
    `<title>${xmlText(feed.title)}</title>`,
    `<link>${xmlText(feed.url)}</link>`,
    `<description>${xmlText(feed.description)}</description>`,
    `<language>${xmlText(feed.language)}</language>`,
    `<lastBuildDate>${rfc822(feed.updatedAt)}</lastBuildDate>`,
    "<ttl>5</ttl>",
    `<atom:link href="${xmlText(selfUrl)}" rel="self" type="application/rss+xml"/>`,
    ...feed.entries.map(item),
    "</channel>",
    "</rss>",
    "",
  ].join("\n");
}

function item(entry: FeedEntry): string {
  return [
    "<item>",
    `<title>${xmlText(entry.title)}</title>`,
    `<link>${xmlText(entry.url)}</link>`,
    `<guid isPermaLink="false">urn:uuid:${xmlText(entry.id)}</guid>`,
    `<pubDate>${rfc822(entry.updatedAt)}</pubDate>`,
    ...[entry.kind, ...entry.components].map((name) => `<category>${xmlText(name)}</category>`),
    `<description>${xmlText(entry.html)}</description>`,
    "</item>",
  ].join("\n");
}

/** With a year of four digits, as RSS prefers. */
function rfc822(atMs: number): string {
  return new Date(atMs).toUTCString();
}
