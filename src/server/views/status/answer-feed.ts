import { atomFeed } from "#domain/status/feeds/atom-feed.ts";
import { feedOf } from "#domain/status/feeds/feed-entries.ts";
import { icsCalendar } from "#domain/status/feeds/ics-calendar.ts";
import { jsonFeed } from "#domain/status/feeds/json-feed.ts";
import { rssFeed } from "#domain/status/feeds/rss-feed.ts";
import { NOT_KEPT, PUBLIC_CACHE, sendBytes } from "#server/runtime/send-bytes.ts";
import { sha256Hex } from "#server/runtime/sha256-hex.ts";
import { packBytes } from "#server/runtime/snapshot-cache.ts";
import { answerMissing, answerUnavailable } from "./answer-status.ts";
import { openSnapshot } from "./open-snapshot.ts";
import { pageRefOf, type StatusDeps } from "./read-snapshot.ts";

const FEEDS = {
  "feed.rss": { type: "application/rss+xml; charset=utf-8", write: rssFeed },
  "feed.atom": { type: "application/atom+xml; charset=utf-8", write: atomFeed },
  "feed.json": { type: "application/feed+json; charset=utf-8", write: jsonFeed },
} as const;
const CALENDAR_TYPE = "text/calendar; charset=utf-8";

export type FeedName = keyof typeof FEEDS | "calendar.ics";

/**
 * Made from the snapshot alone. Who may not see the page gets the answer of a page that is not there: a reader of feeds
 * can enter no password. `?component=` is one component's; one that the page does not have is no feed.
 */
export async function answerFeed(
  deps: StatusDeps,
  request: Request,
  asked: { param: string; name: FeedName },
): Promise<Response> {
  const opened = await openSnapshot(deps, request, pageRefOf(asked.param));
  if (opened.kind === "unavailable") return answerUnavailable(deps, request);
  if (opened.kind !== "open") return answerMissing(deps, request);
  const { snapshot, isPublic } = opened;
  const componentId = new URL(request.url).searchParams.get("component");
  const isKnown = snapshot.sections.some(({ components }) => components.some(({ id }) => id === componentId));
  if (componentId !== null && !isKnown) return answerMissing(deps, request);

  const query = componentId === null ? "" : `?component=${componentId}`;
  const selfUrl = `${snapshot.page.url}/${asked.name}${query}`;
  const { name } = asked;
  const made =
    name === "calendar.ics"
      ? { type: CALENDAR_TYPE, text: icsCalendar(snapshot, componentId) }
      : { type: FEEDS[name].type, text: FEEDS[name].write(feedOf(snapshot, componentId), selfUrl) };
  const csp = "default-src 'none'; frame-ancestors 'none'";
  return sendBytes(request, packBytes({ ...made, csp }), {
    status: 200,
    // Of these bytes and not of the snapshot: a feed that has no news stays as it is while checks go on.
    etag: sha256Hex(made.text).slice(0, 32),
    cacheControl: isPublic ? PUBLIC_CACHE : NOT_KEPT,
    vary: [],
    headers: isPublic ? { "access-control-allow-origin": "*" } : { "x-robots-tag": "noindex, nofollow" },
  });
}
