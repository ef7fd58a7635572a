import { NOT_KEPT, sendBytes } from "#server/runtime/send-bytes.ts";
import { packBytes } from "#server/runtime/snapshot-cache.ts";
import { findPageGate } from "#server/store/status-snapshot-store.ts";
import { renderStatusPage } from "#status/render-status-page.tsx";
import { answerMissing, baseOf, localeOf } from "./answer-status.ts";
import { buildSnapshot } from "./build-snapshot.ts";
import type { StatusDeps } from "./read-snapshot.ts";

/**
 * A page as it is this moment, in a frame of the dashboard: what was just saved must not wait for the cache that visitors
 * read from. Links open beside the dashboard. Whoever calls it has asked whether the reader may see the page.
 */
export async function answerPreview(deps: StatusDeps, request: Request, slug: string): Promise<Response> {
  const gate = await findPageGate(deps.sql, { kind: "slug", slug });
  const built =
    gate && (await buildSnapshot({ sql: deps.sql, appUrl: deps.auth.appUrl, now: deps.now }, gate, null));
  if (!built) return answerMissing(deps, request);
  const { html, csp } = renderStatusPage(built.snapshot, {
    base: baseOf(slug),
    locale: localeOf(request, built.snapshot.page.look.locale),
    nowMs: deps.now().getTime(),
  });
  const bytes = packBytes({
    type: "text/html; charset=utf-8",
    csp: csp.replace("frame-ancestors 'none'", "frame-ancestors 'self'"),
    text: html.replace("<head>", '<head><base target="_blank">'),
  });
  return sendBytes(request, bytes, {
    status: 200,
    etag: null,
    cacheControl: NOT_KEPT,
    vary: ["accept-language"],
    headers: { "x-robots-tag": "noindex, nofollow", "x-frame-options": "SAMEORIGIN" },
  });
}
