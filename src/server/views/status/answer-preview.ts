import { NOT_KEPT, sendBytes } from "#server/runtime/send-bytes.ts";
import { packBytes } from "#server/runtime/snapshot-cache.ts";
import { findPageGate } from "#server/store/status-snapshot-store.ts";
import { renderStatusPage } from "#status/render-status-page.tsx";
import { isMember } from "./admit-visitor.ts";
import { answerMissing, baseOf, localeOf } from "./answer-status.ts";
import { buildSnapshot } from "./build-snapshot.ts";
import { pageRefOf, type StatusDeps } from "./read-snapshot.ts";

/**
 * A page as it is this moment, drafts included, for members of its workspace in a frame of the dashboard: what was just
 * saved must not wait for the cache that visitors read from. Links open beside the dashboard.
 */
export async function answerPreview(deps: StatusDeps, request: Request, param: string): Promise<Response> {
  const gate = await findPageGate(deps.sql, pageRefOf(param));
  if (!(await isMember(deps, request, gate?.workspaceId ?? null)) || gate === null) {
    return answerMissing(deps, request);
  }
  const { sql, auth, now } = deps;
  const built = await buildSnapshot({ sql, appUrl: auth.appUrl, now }, gate, null);
  if (built === null) return answerMissing(deps, request);
  const { html, csp } = renderStatusPage(built.snapshot, {
    base: baseOf(param),
    locale: localeOf(request, built.snapshot.page.look.locale),
    nowMs: now().getTime(),
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
    headers: {
      "x-robots-tag": "noindex, nofollow",
      "x-frame-options": "SAMEORIGIN",
      "referrer-policy": "same-origin",
    },
  });
}
