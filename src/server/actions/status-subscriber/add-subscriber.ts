import type { SubscriberAddress } from "#contracts/status-subscriber.ts";
import { SubscriberChoice } from "#contracts/status-subscriber.ts";
import { pageUrlOf } from "#domain/status/page-url.ts";
import { AppError } from "#server/runtime/app-error.ts";
import { deleteSubscriber, findPageOfTeam, lockSubscriber } from "#server/store/status-subscriber-store.ts";
import type { ActionDeps, Caller } from "../caller.ts";
import { inTransaction, recordCommand } from "../monitor/in-transaction.ts";
import { requirePerMinute } from "../require-per-minute.ts";
import { requirePageEditor } from "../status-page/change-page.ts";
import { type SubscribeResult, subscribe } from "./subscribe.ts";
import type { SubscribeDeps } from "./subscribe-deps.ts";

const PER_MINUTE = 30;

type Added = { pageId: string; to: SubscriberAddress; locale: SubscriberChoice["locale"] };

const REFUSALS: Partial<Record<SubscribeResult, string>> = {
  unproven:
    "The address did not answer as it should: a webhook echoes the challenge, Slack takes the message.",
  busy: "This address or page has had enough of these for now. Try again later.",
  unavailable:
    "This Uptick cannot send to such addresses: SMTP_URL and MAIL_FROM, or UPTICK_ENCRYPTION_KEYS, are not set.",
};

/** Whoever is added is asked as everybody is: nobody is told who did not say so. */
export async function addSubscriber(
  deps: ActionDeps & SubscribeDeps,
  caller: Caller,
  { pageId, to, locale }: Added,
): Promise<{ result: "check_mail" | "confirmed" }> {
  requirePageEditor(caller);
  const { workspaceId } = caller.actor;
  const at = deps.now();
  const found = await inTransaction(deps, async (tx) => {
    const page = await findPageOfTeam(tx, { workspaceId, pageId });
    if (page === null) throw new AppError("not_found", "There is no such status page.");
    const key = `subscriber-add:${workspaceId}`;
    await requirePerMinute(tx, { key, limit: PER_MINUTE, noun: "addresses", at });
    const detail = { kind: to.kind, address: to.kind === "email" ? to.address : new URL(to.address).host };
    await recordCommand(tx, caller, { action: "status_subscriber.add", subject: pageId, at, detail });
    return page;
  });
  const page = { id: pageId, workspaceId, title: found.title, url: pageUrlOf(deps.auth.appUrl, found) };
  const choice = SubscriberChoice.parse({ locale });
  const result = await subscribe(deps, { page, subscription: { to, choice }, client: null });
  if (result === "check_mail" || result === "confirmed") return { result };
  throw new AppError(REFUSED_AS[result], REFUSALS[result] ?? "This did not work.", { field: "address" });
}

/** What somebody else's address answers is no fault of Uptick's. */
const REFUSED_AS = { busy: "limit_reached", unproven: "invalid", unavailable: "unavailable" } as const;

/** Nothing more is sent there; whoever it was may subscribe again. */
export function removeSubscriber(deps: ActionDeps, caller: Caller, id: string): Promise<{ id: string }> {
  requirePageEditor(caller);
  return inTransaction(deps, async (tx) => {
    const subscriber = await lockSubscriber(tx, { id });
    if (subscriber?.workspaceId !== caller.actor.workspaceId) {
      throw new AppError("not_found", "There is no such subscriber.");
    }
    await deleteSubscriber(tx, { id });
    const { kind, label, pageId } = subscriber;
    const detail = { before: { kind, address: label, page: pageId } };
    const at = deps.now();
    await recordCommand(tx, caller, { action: "status_subscriber.remove", subject: id, at, detail });
    return { id };
  });
}
