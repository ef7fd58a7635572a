import type { Locale } from "#contracts/locale.ts";
import { StatusLook } from "#contracts/status-page.ts";
import type { StatusSnapshot } from "#contracts/status-snapshot.ts";
import { chooseLocale } from "#domain/locale/choose-locale.ts";
import { NOT_KEPT, PUBLIC_CACHE, sendBytes } from "#server/runtime/send-bytes.ts";
import { packBytes, type RenderedBytes, statusCaches } from "#server/runtime/snapshot-cache.ts";
import { renderGate } from "#status/render-gate.tsx";
import { renderHistory } from "#status/render-history.tsx";
import { renderMessage } from "#status/render-message.tsx";
import type { Rendered } from "#status/render-options.ts";
import { renderPost } from "#status/render-post.tsx";
import { renderStatusPage } from "#status/render-status-page.tsx";
import { type OpenSnapshot, openSnapshot } from "./open-snapshot.ts";
import { type PageGate, pageRefOf, type StatusDeps } from "./read-snapshot.ts";
import { writeRobots, writeSitemap } from "./write-robots.ts";

/** What a visitor wants of a page. */
export type StatusPart =
  | { kind: "page" }
  | { kind: "history"; month: string }
  | { kind: "post"; id: string }
  | { kind: "json" }
  | { kind: "robots" }
  | { kind: "sitemap" };

/** `param` is the first part of the path, which names the page. */
export type StatusAsked = { param: string; part: StatusPart };

const HTML = "text/html; charset=utf-8";
const VARY = ["accept-language"];

/** Made once per version of the snapshot and language, and sent as it is to everybody after that. */
export async function answerStatus(
  deps: StatusDeps,
  request: Request,
  asked: StatusAsked,
): Promise<Response> {
  const opened = await openSnapshot(deps, request, pageRefOf(asked.param));
  if (opened.kind === "missing") return answerMissing(deps, request);
  if (opened.kind === "unavailable") return answerUnavailable(deps, request);
  if (opened.kind === "gate") {
    return asked.part.kind === "json" || asked.part.kind === "robots" || asked.part.kind === "sitemap"
      ? answerMissing(deps, request)
      : answerGate(deps, request, { ...opened, param: asked.param });
  }
  const { page, snapshot, isPublic, isOld } = opened;
  const locale = localeOf(request, snapshot.page.look.locale);
  const variant = [page.pageId, opened.etag, locale, asked.param, JSON.stringify(asked.part)].join(" ");
  const { value: bytes } = await statusCaches().rendered.read(variant, async () =>
    render(deps, opened, { asked, locale }),
  );
  if (bytes === null) {
    // Names that somebody makes up must not push out what is read.
    statusCaches().rendered.forget(variant);
    return answerMissing(deps, request);
  }
  const isIndexed = isPublic && snapshot.page.look.indexed;
  return sendBytes(request, bytes, {
    status: 200,
    etag: `${opened.etag}-${locale}`,
    // What is old must not be kept in front of Uptick for longer than it is true.
    cacheControl: isPublic ? PUBLIC_CACHE : NOT_KEPT,
    vary: VARY,
    headers: {
      ...(!isIndexed && { "x-robots-tag": "noindex, nofollow" }),
      ...(isOld && { warning: '110 - "Response is Stale"' }),
      ...(asked.part.kind === "json" && isPublic && { "access-control-allow-origin": "*" }),
    },
  });
}

type Variant = { asked: StatusAsked; locale: Locale };

function render(deps: StatusDeps, opened: OpenSnapshot, { asked, locale }: Variant): RenderedBytes | null {
  const { snapshot } = opened;
  const { part } = asked;
  if (part.kind === "json") return pack("application/json; charset=utf-8", JSON.stringify(snapshot));
  if (part.kind === "robots") return pack("text/plain; charset=utf-8", writeRobots(snapshot));
  const options = { base: baseOf(asked.param), locale, nowMs: deps.now().getTime() };
  if (part.kind === "sitemap")
    return pack("application/xml; charset=utf-8", writeSitemap(snapshot, options.nowMs));
  const rendered = renderPart(snapshot, part, options);
  return rendered && packBytes({ type: HTML, csp: rendered.csp, text: rendered.html });
}

function renderPart(
  snapshot: StatusSnapshot,
  part: Extract<StatusPart, { kind: "page" | "history" | "post" }>,
  options: Parameters<typeof renderStatusPage>[1],
): Rendered | null {
  if (part.kind === "page") return renderStatusPage(snapshot, options);
  if (part.kind === "history") return renderHistory(snapshot, part.month, options);
  return renderPost(snapshot, part.id, options);
}

/** Nothing in it is a document: whoever opens it runs nothing. */
function pack(type: string, text: string): RenderedBytes {
  return packBytes({ type, csp: "default-src 'none'; frame-ancestors 'none'", text });
}

/** The same bytes for a page that is not there and for one that this visitor must not know of. */
export function answerMissing(deps: StatusDeps, request: Request): Response {
  return answerPlain(deps, request, { kind: "missing", status: 404 });
}

/** Nothing of the page is known in this process, and Postgres does not answer. */
export function answerUnavailable(deps: StatusDeps, request: Request): Response {
  return answerPlain(deps, request, { kind: "unavailable", status: 503 });
}

type Plain = { kind: "missing" | "unavailable"; status: number };

function answerPlain(deps: StatusDeps, request: Request, { kind, status }: Plain): Response {
  const options = { base: "", locale: localeOf(request, "en"), nowMs: deps.now().getTime() };
  return sendDocument(request, renderMessage({ face: null, kind }, options), {
    status,
    ...(status === 503 && { headers: { "retry-after": "5" } }),
  });
}

type GateShown = {
  gate: "password" | "email";
  page: PageGate;
  param: string;
  /** Of a link that was mailed: the gate is one button. */
  token?: string;
  answer?: "wrong" | "sent" | "expired" | "throttled" | "unavailable";
  status?: number;
  headers?: Record<string, string>;
};

/** Says what it asks for, in the page's colours, and nothing that the visitor does not know: no title, no logo. */
export function answerGate(deps: StatusDeps, request: Request, shown: GateShown): Response {
  const { gate, page, param, token, answer, status = 403, headers } = shown;
  const { theme, mode, accent, locale, timeZone } = StatusLook.parse(page.look);
  const look = StatusLook.parse({ theme, mode, accent, locale, timeZone, subscribe: false, branding: false });
  const name = page.domain !== null && param.replace(/^(@|%40)/, "") !== param ? page.domain : page.slug;
  const face = {
    slug: page.slug,
    title: name,
    description: "",
    url: "",
    look,
    locales: [],
    assets: {},
    isPrivate: true,
  };
  const options = { base: baseOf(param), locale: localeOf(request, locale), nowMs: deps.now().getTime() };
  const asked = token === undefined ? { ask: gate } : { ask: "link" as const, token };
  const rendered = renderGate({ face, ...asked, ...(answer && { answer }) }, options);
  return sendDocument(request, rendered, { status, ...(headers && { headers }) });
}

/** For this visitor alone. */
export function sendDocument(
  request: Request,
  rendered: Rendered,
  answer: { status: number; headers?: Record<string, string> },
): Response {
  return sendBytes(request, packBytes({ type: HTML, csp: rendered.csp, text: rendered.html }), {
    status: answer.status,
    etag: null,
    cacheControl: NOT_KEPT,
    vary: VARY,
    headers: { "x-robots-tag": "noindex, nofollow", "referrer-policy": "same-origin", ...answer.headers },
  });
}

/** ?lang= before what the browser likes; a page has all languages. */
export function localeOf(request: Request, otherwise: Locale): Locale {
  const chosen = new URL(request.url).searchParams.get("lang") ?? undefined;
  return chooseLocale(chosen, request.headers.get("accept-language"), otherwise);
}

/** The path before every link of a page: none on a domain of its own. */
export function baseOf(param: string): string {
  return /^(@|%40)/.test(param) ? "" : `/status/${param}`;
}
