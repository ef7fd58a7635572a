import * as z from "zod";
import { SubscribeRequest, SubscriberChoice } from "#contracts/status-subscriber.ts";
import {
  changeSubscription,
  endSubscription,
} from "#server/actions/status-subscriber/change-subscription.ts";
import {
  confirmSubscription,
  findConfirmable,
} from "#server/actions/status-subscriber/confirm-subscription.ts";
import { type SubscribeResult, subscribe } from "#server/actions/status-subscriber/subscribe.ts";
import { clientAddress } from "#server/auth/client-address.ts";
import { isForeignForm } from "#server/auth/foreign-form.ts";
import { readSubscriberToken, subscriberUrl } from "#server/runtime/subscriber-link.ts";
import { lockSubscriber, type StoredSubscriber } from "#server/store/status-subscriber-store.ts";
import { answerGate, answerMissing, answerUnavailable, baseOf } from "#server/views/status/answer-status.ts";
import {
  answerSubscriber,
  answerSubscription,
  answerVisitor,
} from "#server/views/status/answer-subscriber.ts";
import { type OpenSnapshot, openSnapshot } from "#server/views/status/open-snapshot.ts";
import { pageRefOf, type StatusDeps } from "#server/views/status/read-snapshot.ts";
import { readForm } from "./read-subscription-form.ts";
import type { SubscriptionRouteDeps } from "./subscription-deps.ts";

const FOREIGN = "This request comes from another site. Open the page again.";
const STATUS_OF = { confirmed: 200, check_mail: 200, unproven: 422, busy: 429, unavailable: 503 } as const;

type Asked = { param: string };
type Held = Asked & { token: string };

/** GET shows the form, POST subscribes: as a form of ours, or as JSON from a program. */
export async function handleSubscribe(
  deps: SubscriptionRouteDeps,
  request: Request,
  { param }: Asked,
): Promise<Response> {
  const opened = await open(deps, request, param);
  if (opened instanceof Response) return opened;
  const { snapshot } = opened;
  if (!snapshot.page.look.subscribe || opened.page.state !== "published") return answerMissing(deps, request);
  const action = `${baseOf(param)}/subscribe`;
  const emptyForm = { kind: "new" as const, address: "", by: "email" as const, action };
  if (request.method !== "POST") {
    const choice = SubscriberChoice.parse({ locale: snapshot.page.look.locale });
    return answerSubscription(deps, request, { param, snapshot, form: { ...emptyForm, choice } });
  }
  if (isForeignForm(request, deps.auth.appUrl)) return refuseForeign();
  const read = await readForm(request, snapshot.page.look.locale);
  if (read instanceof Response) return read;
  const parsed = SubscribeRequest.safeParse(read.fields);
  const wantsJson = read.isJson;
  if (!parsed.success) {
    const reason = parsed.error.issues[0]?.message ?? "";
    if (wantsJson) return json(400, { error: { message: reason } });
    const choice = SubscriberChoice.catch(SubscriberChoice.parse({})).parse(read.choice);
    const form = { ...emptyForm, address: read.address.slice(0, 254), choice, answer: "invalid" as const };
    return answerSubscription(deps, request, { param, snapshot, form, status: 400 });
  }
  const known = new Set(snapshot.sections.flatMap(({ components }) => components.map(({ id }) => id)));
  const { to, choice } = parsed.data;
  const subscription = {
    to,
    choice: { ...choice, componentIds: choice.componentIds.filter((id) => known.has(id)) },
  };
  const { title, url } = snapshot.page;
  const page = { id: opened.page.pageId, workspaceId: opened.page.workspaceId, title, url };
  const client = clientAddress(request.headers, deps.auth.trustProxy);
  const result = await subscribe(deps, { page, subscription, client });
  if (wantsJson) return json(STATUS_OF[result], { result });
  const form = { ...emptyForm, by: to.kind, address: to.address, choice };
  return answerResult(deps, request, { param, snapshot, result, form });
}

type Result = { param: string; snapshot: OpenSnapshot["snapshot"]; result: SubscribeResult };

function answerResult(
  deps: StatusDeps,
  request: Request,
  shown: Result & {
    form: Omit<Extract<Parameters<typeof answerSubscription>[2]["form"], { kind: "new" }>, "answer">;
  },
): Response {
  const { form, result, ...page } = shown;
  if (result === "check_mail") return answerVisitor(deps, request, { ...page, kind: "check_mail" });
  if (result === "confirmed") return answerVisitor(deps, request, { ...page, kind: "subscribed" });
  const status = STATUS_OF[result];
  return answerSubscription(deps, request, { ...page, status, form: { ...form, answer: result } });
}

/** GET only asks: what opens links before people do confirms nothing. */
export async function handleConfirm(
  deps: SubscriptionRouteDeps,
  request: Request,
  { param, token }: Held,
): Promise<Response> {
  const id = readSubscriberToken(deps.auth.secret, "confirm", token);
  if (request.method === "POST") {
    if (isForeignForm(request, deps.auth.appUrl)) return refuseForeign();
    const subscriber = await confirmSubscription(deps, id);
    return answerSubscriber(deps, request, { param, subscriber, kind: "subscribed" });
  }
  const subscriber = await findConfirmable(deps.db, { id, at: deps.now() });
  return answerSubscriber(deps, request, { param, subscriber, kind: "confirm" });
}

/** GET asks a person; the POST of a mail program comes without cookies, referrer and origin (RFC 8058). */
export async function handleUnsubscribe(
  deps: SubscriptionRouteDeps,
  request: Request,
  { param, token }: Held,
): Promise<Response> {
  const subscriber = await findSubscriber(deps, "unsubscribe", token);
  if (request.method !== "POST") {
    const kind = subscriber === null ? "link_expired" : "unsubscribe";
    return answerSubscriber(deps, request, { param, subscriber, kind });
  }
  if (subscriber !== null) await endSubscription(deps, subscriber.id);
  return answerSubscriber(deps, request, { param, subscriber, kind: "unsubscribed" });
}

/** Names of components are the page's: who may not see it any more can still leave, and not choose. */
export async function handleManage(
  deps: SubscriptionRouteDeps,
  request: Request,
  { param, token }: Held,
): Promise<Response> {
  const subscriber = await findSubscriber(deps, "manage", token);
  const opened = await open(deps, request, param);
  if (opened instanceof Response) return opened;
  const isOurs = subscriber?.pageId === opened.page.pageId && subscriber.confirmedAt !== null;
  if (!isOurs) return answerSubscriber(deps, request, { param, subscriber: null, kind: "link_expired" });
  const { snapshot } = opened;
  if (request.method === "POST") {
    if (isForeignForm(request, deps.auth.appUrl)) return refuseForeign();
    const read = await readForm(request, subscriber.locale);
    if (read instanceof Response) return read;
    const choice = SubscriberChoice.safeParse(read.choice);
    if (!choice.success) return json(400, { error: { message: z.prettifyError(choice.error) } });
    const known = new Set(snapshot.sections.flatMap(({ components }) => components.map(({ id }) => id)));
    await changeSubscription(deps, { id: subscriber.id, choice: choice.data, known });
    return answerVisitor(deps, request, { param, snapshot, kind: "saved" });
  }
  const { componentIds, leastImpact, locale, label } = subscriber;
  const base = baseOf(param);
  const leave = { purpose: "unsubscribe", subscriberId: subscriber.id } as const;
  const form = {
    kind: "manage" as const,
    label,
    choice: { componentIds, leastImpact, locale },
    action: `${base}/manage/${token}`,
    leave: subscriberUrl(base, deps.auth.secret, leave),
  };
  return answerSubscription(deps, request, { param, snapshot, form });
}

async function findSubscriber(
  deps: SubscriptionRouteDeps,
  purpose: "manage" | "unsubscribe",
  token: string,
): Promise<StoredSubscriber | null> {
  const id = readSubscriberToken(deps.auth.secret, purpose, token);
  return id === null ? null : lockSubscriber(deps.db, { id });
}

async function open(deps: StatusDeps, request: Request, param: string): Promise<OpenSnapshot | Response> {
  const opened = await openSnapshot(deps, request, pageRefOf(param));
  if (opened.kind === "open") return opened;
  if (opened.kind === "unavailable") return answerUnavailable(deps, request);
  if (opened.kind === "gate") return answerGate(deps, request, { ...opened, param });
  return answerMissing(deps, request);
}

function refuseForeign(): Response {
  return new Response(FOREIGN, { status: 403, headers: { "cache-control": "no-store" } });
}

function json(status: number, body: object): Response {
  return Response.json(body, { status, headers: { "cache-control": "no-store" } });
}
