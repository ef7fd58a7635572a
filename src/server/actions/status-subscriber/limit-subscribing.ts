import type { SubscriberAddress } from "#contracts/status-subscriber.ts";
import { sha256Hex } from "#server/runtime/sha256-hex.ts";
import type { Tx } from "#server/store/prisma.ts";
import { countAttempt } from "#server/store/rate-limit-store.ts";

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

const PER_CLIENT = 20;
const PER_PAGE = 500;
const PER_TARGET = 5;

/** One subscription for each address of a page, however it is written. */
export function hashAddress(pageId: string, to: SubscriberAddress): string {
  const address = to.kind === "email" ? to.address.toLowerCase() : to.address;
  return sha256Hex(`${pageId}\n${to.kind}\n${address}`);
}

/** `busy`: the caller or the page has had enough. `quiet`: nothing may go to this address any more today. */
export type Limit = "free" | "quiet" | "busy";

/** `client` null: a member of the team, who has limits of their own. */
export async function limitSubscribing(
  db: Tx,
  asked: { pageId: string; to: SubscriberAddress; client: string | null; at: Date },
): Promise<Limit> {
  const { pageId, to, client, at } = asked;
  const counts = [
    ...(client === null ? [] : [{ key: `subscribe:client:${client}`, limit: PER_CLIENT }]),
    { key: `subscribe:page:${pageId}`, limit: PER_PAGE },
  ];
  for (const count of counts) {
    if (!(await countAttempt(db, { ...count, windowMs: HOUR_MS, at })).allowed) return "busy";
  }
  const target = { key: `subscribe:target:${sha256Hex(mailboxOf(to))}`, limit: PER_TARGET };
  return (await countAttempt(db, { ...target, windowMs: DAY_MS, at })).allowed ? "free" : "quiet";
}

/** At most one mail of a page to an address a day, whoever asks for it. */
export async function mayMail(db: Tx, mail: { addressHash: string; at: Date }): Promise<boolean> {
  const count = { key: `subscribe:mail:${mail.addressHash}`, limit: 1, windowMs: DAY_MS, at: mail.at };
  return (await countAttempt(db, count)).allowed;
}

/** What stands behind a + reaches the same mailbox. */
function mailboxOf({ kind, address }: SubscriberAddress): string {
  if (kind !== "email") return address;
  const [local = "", domain = ""] = address.toLowerCase().split("@");
  return `${local.split("+")[0]}@${domain}`;
}
