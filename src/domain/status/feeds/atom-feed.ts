import type { Feed, FeedEntry } from "./feed-entries.ts";
import { xmlText } from "./xml-text.ts";

/** RFC 4287. `selfUrl` is where the feed itself is, and what it is known by. */
export function atomFeed(feed: Feed, selfUrl: string): string {
  return [
    '<?xml version="1.0" encoding="utf-8"?>',
    `<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="${xmlText(feed.language)}">`,
    `<id>${xmlText(selfUrl)}</id>`,
    `<title>${xmlText(feed.title)}</title>`,
    `<subtitle>${xmlText(feed.description)}</subtitle>`,
    `<updated>${new Date(feed.updatedAt).toISOString()}</updated>`,
    `<author><name>${xmlText(feed.title)}</name></author>`,
    `<link rel="self" type="application/atom+xml" href="${xmlText(selfUrl)}"/>`,
    `<link rel="alternate" type="text/html" href="${xmlText(feed.url)}"/>`,
    ...feed.entries.map(entryXml),
    "</feed>",
    "",
  ].join("\n");
}

function entryXml(entry: FeedEntry): string {
  return [
    "<entry>",
    `<id>urn:uuid:${xmlText(entry.id)}</id>`,
    `<title>${xmlText(entry.title)}</title>`,
    `<published>${new Date(entry.publishedAt).toISOString()}</published>`,
    `<updated>${new Date(entry.updatedAt).toISOString()}</updated>`,
    `<link rel="alternate" type="text/html" href="${xmlText(entry.url)}"/>`,
    ...[entry.kind, ...entry.components].map((name) => `<category term="${xmlText(name)}"/>`),
    `<content type="html">${xmlText(entry.html)}</content>`,
    "</entry>",
  ].join("\n");
}
