import { StatusLook } from "#contracts/status-page.ts";
import type { StoredSubscriber } from "#server/store/status-subscriber-store.ts";
import type { StatusMessage } from "#status/render-message.tsx";
import { renderMessage } from "#status/render-message.tsx";
import { renderSubscription, type SubscriptionForm } from "#status/render-subscription.tsx";
import { answerMissing, baseOf, localeOf, sendDocument } from "./answer-status.ts";
import type { OpenSnapshot } from "./open-snapshot.ts";
import { findGate, pageRefOf, type StatusDeps } from "./read-snapshot.ts";

/** Addresses here are keys: no page that follows learns them, and nothing keeps them. */
const SECRET_ADDRESS = { "referrer-policy": "no-referrer", "cache-control": "private, no-store" };

type Shown = { param: string; snapshot: OpenSnapshot["snapshot"] };

export function answerSubscription(
  deps: StatusDeps,
  request: Request,
  shown: Shown & { form: SubscriptionForm; status?: number },
): Response {
  const { param, snapshot, form, status = 200 } = shown;
  const locale = localeOf(request, snapshot.page.look.locale);
  const options = { base: baseOf(param), locale, nowMs: deps.now().getTime() };
  return sendDocument(request, renderSubscription(snapshot, form, options), {
    status,
    headers: SECRET_ADDRESS,
  });
}

/** In the looks of a page that the visitor may see. */
export function answerVisitor(
  deps: StatusDeps,
  request: Request,
  shown: Shown & { kind: StatusMessage["kind"]; status?: number },
): Response {
  const { param, snapshot, kind, status = 200 } = shown;
  const locale = localeOf(request, snapshot.page.look.locale);
  const options = { base: baseOf(param), locale, nowMs: deps.now().getTime() };
  return sendDocument(request, renderMessage({ face: snapshot.page, kind }, options), {
    status,
    headers: SECRET_ADDRESS,
  });
}

type Held = {
  param: string;
  /** Null: the link is not ours, or not good any more. */
  subscriber: StoredSubscriber | null;
  kind: "confirm" | "unsubscribe" | "subscribed" | "unsubscribed" | "link_expired";
};

/**
 * For whoever holds a link of a subscriber, also where they may not see the page: it says no more of the page than the
 * mail that the link was in.
 */
export async function answerSubscriber(deps: StatusDeps, request: Request, held: Held): Promise<Response> {
  const { param, subscriber, kind } = held;
  const found = await findGate(deps, pageRefOf(param));
  if (found.kind !== "found") return answerMissing(deps, request);
  const { page } = found;
  const known = subscriber?.pageId === page.pageId ? subscriber : null;
  // Who has no link of this page is not told whether it exists.
  const isOpen = page.state === "published" && page.access.kind === "public";
  const saysEnd = kind === "unsubscribed" || kind === "link_expired";
  if (known === null && !isOpen && !saysEnd) return answerMissing(deps, request);

  const { theme, mode, accent, locale, timeZone } = StatusLook.parse(page.look);
  const look = StatusLook.parse({ theme, mode, accent, locale, timeZone, subscribe: false, branding: false });
  const title = known?.pageTitle ?? page.slug;
  const face = {
    slug: page.slug,
    title,
    description: "",
    url: "",
    look,
    locales: [],
    assets: {},
    isPrivate: true,
  };
  const own = known?.locale ?? locale;
  const options = { base: baseOf(param), locale: localeOf(request, own), nowMs: deps.now().getTime() };
  const asks = known !== null && (kind === "confirm" || kind === "unsubscribe");
  const action = new URL(request.url).pathname.split("/").slice(-2).join("/");
  const message = asks
    ? { face, kind, action: `${baseOf(param)}/${action}` }
    : { face: known === null ? null : face, kind: messageOf(kind, known !== null) };
  return sendDocument(request, renderMessage(message, options), {
    status: known === null && !saysEnd ? 404 : 200,
    headers: SECRET_ADDRESS,
  });
}

function messageOf(kind: Held["kind"], isKnown: boolean): StatusMessage["kind"] {
  if (kind === "unsubscribed" || (kind === "subscribed" && isKnown)) return kind;
  return "link_expired";
}
