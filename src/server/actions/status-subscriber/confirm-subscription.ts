import { uuidv7 } from "uuidv7";
import { CONFIRM_WITHIN_MS } from "#contracts/status-subscriber.ts";
import { sealChannelConfig } from "#server/channels/channel-secrets.ts";
import type { Tx } from "#server/store/prisma.ts";
import {
  lockSubscriber,
  putHiddenChannel,
  type StoredSubscriber,
  setConfirmed,
} from "#server/store/status-subscriber-store.ts";
import type { SubscribeDeps } from "./subscribe-deps.ts";

type ConfirmDeps = Pick<SubscribeDeps, "db" | "now" | "keyRing">;

/** The address of a webhook is a secret of whoever runs it, as a Slack webhook is. */
const SECRET_FIELDS = ["secret", "url", "webhookUrl"];

/** By the link in the mail; a second time changes nothing. Null: expired, forgotten or never there. */
export function confirmSubscription(
  deps: ConfirmDeps,
  subscriberId: string | null,
): Promise<StoredSubscriber | null> {
  if (subscriberId === null) return Promise.resolve(null);
  return deps.db.$transaction(async (tx) => {
    const at = deps.now();
    const subscriber = await findConfirmable(tx, { id: subscriberId, at });
    if (subscriber === null) return null;
    await confirmLocked(deps, tx, { subscriber, config: { to: [subscriber.label] }, at });
    return subscriber;
  });
}

/** Looks and nothing else: mail scanners and previews open every link before people do. */
export function findConfirmable(
  tx: Tx,
  asked: { id: string | null; at: Date },
): Promise<StoredSubscriber | null> {
  if (asked.id === null) return Promise.resolve(null);
  return lockSubscriber(tx, { id: asked.id }).then((subscriber) => {
    if (subscriber?.kind !== "email") return null;
    return subscriber.confirmedAt === null && isForgotten(subscriber, asked.at) ? null : subscriber;
  });
}

export async function confirmLocked(
  deps: Pick<SubscribeDeps, "keyRing">,
  tx: Tx,
  proven: { subscriber: StoredSubscriber; config: Record<string, unknown>; at: Date },
): Promise<void> {
  const { subscriber, config, at } = proven;
  const { id: subscriberId, workspaceId, kind, label } = subscriber;
  const id = subscriber.channel?.id ?? uuidv7();
  const sealed = sealChannelConfig(deps.keyRing, { id, workspaceId, config, secretFields: SECRET_FIELDS });
  await putHiddenChannel(tx, { id, workspaceId, subscriberId, kind, label, ...sealed, at });
  await setConfirmed(tx, { id: subscriberId, at });
}

function isForgotten({ createdAt }: StoredSubscriber, at: Date): boolean {
  return createdAt.getTime() + CONFIRM_WITHIN_MS <= at.getTime();
}
