import { uuidv7 } from "uuidv7";
import type { SubscriberAddress, Subscription } from "#contracts/status-subscriber.ts";
import { openSecrets } from "#server/channels/channel-secrets.ts";
import { subscriberUrl } from "#server/runtime/subscriber-link.ts";
import { sendSystemMail } from "#server/runtime/system-mail.ts";
import type { Tx } from "#server/store/prisma.ts";
import {
  keepSubscriber,
  lockSubscriber,
  type StoredSubscriber,
} from "#server/store/status-subscriber-store.ts";
import { confirmLocked } from "./confirm-subscription.ts";
import { hashAddress, limitSubscribing, mayMail } from "./limit-subscribing.ts";
import { newWebhookSecret, proveAddress } from "./prove-address.ts";
import type { PageOfSubscriber, SubscribeDeps } from "./subscribe-deps.ts";
import { alreadySubscribedMail, confirmSubscriptionMail } from "./subscriber-mails.ts";

/**
 * check_mail: whatever is known of the address, the answer is the same. confirmed, unproven: what a webhook or Slack did.
 * busy: too many of this caller or page. unavailable: this Uptick cannot send to such addresses.
 */
export type SubscribeResult = "check_mail" | "confirmed" | "unproven" | "busy" | "unavailable";

type Asked = { page: PageOfSubscriber; subscription: Subscription; client: string | null };
type Ready = Asked & { addressHash: string; at: Date };

/** Nothing is told to an address before it was confirmed, and none can be made to get mail again and again. */
export async function subscribe(deps: SubscribeDeps, asked: Asked): Promise<SubscribeResult> {
  const { page, client } = asked;
  const { to } = asked.subscription;
  if (to.kind === "email" ? deps.mail === null : deps.keyRing === null) return "unavailable";
  const at = deps.now();
  const limit = await limitSubscribing(deps.db, { pageId: page.id, to, client, at });
  if (limit === "busy") return "busy";
  const ready = { ...asked, at, addressHash: hashAddress(page.id, to) };
  if (to.kind !== "email") return limit === "quiet" ? "busy" : subscribeByProof(deps, ready, to);
  if (limit === "free") deps.later(() => offerByMail(deps, ready));
  return "check_mail";
}

/** After the answer: neither its words nor its time tell whether somebody is subscribed. */
async function offerByMail(deps: SubscribeDeps, ready: Ready): Promise<void> {
  try {
    const { page, subscription, addressHash, at } = ready;
    const kept = await deps.db.$transaction(async (tx) => {
      if (!(await mayMail(tx, { addressHash, at }))) return null;
      const id = await keep(tx, ready);
      return lockSubscriber(tx, { id });
    });
    if (kept === null) return;
    const isKnown = kept.confirmedAt !== null && kept.channel?.enabled === true;
    const link = { purpose: isKnown ? ("manage" as const) : ("confirm" as const), subscriberId: kept.id };
    const url = subscriberUrl(page.url, deps.auth.secret, link);
    const { locale } = subscription.choice;
    const mail = { to: subscription.to.address, locale, page: page.title, url };
    await sendSystemMail(deps, isKnown ? alreadySubscribedMail(mail) : confirmSubscriptionMail(mail));
  } catch (error) {
    deps.log.error({ err: error }, "A subscription could not be offered.");
  }
}

type Provable = Extract<SubscriberAddress, { kind: "webhook" | "slack" }>;

/** A known webhook is asked again with the secret that it has: whoever asks learns nothing of either. */
async function subscribeByProof(deps: SubscribeDeps, ready: Ready, to: Provable): Promise<SubscribeResult> {
  const { page, subscription, addressHash, at } = ready;
  const known = await deps.db.$transaction((tx) => lockSubscriber(tx, { pageId: page.id, addressHash }));
  const id = known?.id ?? uuidv7();
  const secret = to.kind === "webhook" ? (knownSecret(deps, known) ?? newWebhookSecret()) : null;
  const urlFor = (purpose: "manage" | "unsubscribe") =>
    subscriberUrl(page.url, deps.auth.secret, { purpose, subscriberId: id });
  const urls = { manage: urlFor("manage"), unsubscribe: urlFor("unsubscribe") };
  const { locale } = subscription.choice;
  if (!(await proveAddress(deps, { id, to, secret, locale, page, urls }))) return "unproven";

  await deps.db.$transaction(async (tx) => {
    const keptId = await keep(tx, ready, id);
    const subscriber = await lockSubscriber(tx, { id: keptId });
    if (subscriber === null) return;
    const config = to.kind === "webhook" ? { url: to.address, secret } : { webhookUrl: to.address };
    await confirmLocked(deps, tx, { subscriber, config, at });
  });
  return "confirmed";
}

function keep(tx: Tx, { page, subscription, addressHash, at }: Ready, id = uuidv7()): Promise<string> {
  const { to, choice } = subscription;
  const label = to.kind === "email" ? to.address : new URL(to.address).host;
  return keepSubscriber(tx, { id, pageId: page.id, kind: to.kind, label, addressHash, at, ...choice });
}

function knownSecret(deps: SubscribeDeps, known: StoredSubscriber | null): string | undefined {
  if (!known?.channel) return undefined;
  return openSecrets(deps.keyRing, { ...known.channel, workspaceId: known.workspaceId }).secret;
}
