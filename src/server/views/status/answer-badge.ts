import type { Badge } from "#domain/status/badges/badge.ts";
import { describeBadge, wrongBadge } from "#domain/status/badges/describe-badge.ts";
import { drawBadge } from "#domain/status/badges/draw-badge.ts";
import { type BadgeFormat, readBadgeRequest } from "#domain/status/badges/read-badge-request.ts";
import { shieldsBadge } from "#domain/status/badges/shields-badge.ts";
import { NOT_KEPT, PUBLIC_CACHE } from "#server/runtime/send-bytes.ts";
import { sha256Hex } from "#server/runtime/sha256-hex.ts";
import { openSnapshot } from "./open-snapshot.ts";
import { pageRefOf, type StatusDeps } from "./read-snapshot.ts";

/** Opened as a document it runs nothing and loads nothing; any site may show it. */
const SAFE = {
  "content-security-policy": "default-src 'none'; style-src 'unsafe-inline'",
  "x-content-type-options": "nosniff",
  "cross-origin-resource-policy": "cross-origin",
  "access-control-allow-origin": "*",
} as const;
const TYPE: Readonly<Record<BadgeFormat, string>> = {
  svg: "image/svg+xml; charset=utf-8",
  json: "application/json; charset=utf-8",
};

type Asked = { param: string; parts: readonly string[] };
type Answer = { badge: Badge; format: BadgeFormat; status: number; cacheControl: string };

/** A page that somebody may not see is answered like one that is not there. Read the address before the page: wrong options
 * say nothing of it. */
export async function answerBadge(deps: StatusDeps, request: Request, asked: Asked): Promise<Response> {
  const query = new URL(request.url).searchParams;
  // What lets a reader of a private page in is no option of a badge.
  query.delete("key");
  const read = readBadgeRequest(asked.parts, query);
  if (read.kind === "wrong") {
    return write(request, {
      badge: wrongBadge(read.problem),
      format: read.format,
      status: 400,
      cacheControl: NOT_KEPT,
    });
  }
  const { format } = read.asked;
  const failed = (problem: string, status: number) =>
    write(request, { badge: wrongBadge(problem), format, status, cacheControl: NOT_KEPT });

  const opened = await openSnapshot(deps, request, pageRefOf(asked.param));
  if (opened.kind === "unavailable") return failed("not available now", 503);
  // A gate would say that there is such a page.
  if (opened.kind !== "open") return failed("not found", 404);

  const described = describeBadge(opened.snapshot, read.asked, deps.now().getTime());
  if (described.kind === "missing") return failed("not found", 404);
  if (described.kind === "wrong") return failed(described.problem, 400);
  const cacheControl = opened.isPublic ? PUBLIC_CACHE : NOT_KEPT;
  return write(request, { badge: described.badge, format, status: 200, cacheControl });
}

function write(request: Request, { badge, format, status, cacheControl }: Answer): Response {
  const isError = status !== 200;
  const body = format === "svg" ? drawBadge(badge) : JSON.stringify(shieldsBadge(badge, { isError }));
  const etag = `"${sha256Hex(body).slice(0, 32)}"`;
  const headers = { ...SAFE, "content-type": TYPE[format], "cache-control": cacheControl, etag };
  const isKnown = !isError && (request.headers.get("if-none-match") ?? "").includes(etag);
  return isKnown ? new Response(null, { status: 304, headers }) : new Response(body, { status, headers });
}
