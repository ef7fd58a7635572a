import type { DeliveryStatus, DeliveryView } from "#contracts/channel.ts";
import type { Notification } from "#contracts/notification.ts";
import type { Response } from "./finish-attempt-store.ts";
import { keepInScope, type MonitorScope } from "./monitor-scope.ts";
import type { Tx } from "./prisma.ts";
import { sqlOf } from "./sql-of.ts";

export type LockedDelivery = {
  id: string;
  status: DeliveryStatus;
  event: Notification["kind"];
  channelEnabled: boolean;
};

/** Null in another workspace, out of scope and for a subscriber's, too. The channel is locked before its delivery, as the dispatcher does. */
export async function lockDelivery(
  tx: Tx,
  key: MonitorScope & { id: string },
): Promise<LockedDelivery | null> {
  const [seen] = await keepInScope(sqlOf(tx), key, { kind: "delivery", ids: [key.id] });
  if (seen === undefined) return null;
  await tx.$queryRaw`
    SELECT 1 AS held FROM channel WHERE id = (
      SELECT channel_id FROM delivery WHERE id = ${key.id}::uuid AND workspace_id = ${key.workspaceId}::uuid
    ) FOR NO KEY UPDATE`;
  const [row] = await tx.$queryRaw<LockedDelivery[]>`
    SELECT d.id, d.status::text AS status, d.event::text AS event, c.enabled AS "channelEnabled"
    FROM delivery d JOIN channel c ON c.id = d.channel_id AND c.subscriber_id IS NULL
    WHERE d.id = ${key.id}::uuid AND d.workspace_id = ${key.workspaceId}::uuid
    FOR UPDATE OF d`;
  return row ?? null;
}

/**
 * From the start of the table of retries, with the same id: a receiver that knows it already drops it. What was sent as
 * one message is sent as one again.
 */
export async function reopenDelivery(tx: Tx, change: { id: string; at: Date }): Promise<void> {
  await tx.$executeRaw`
    WITH leader AS (
      SELECT coalesce(l.id, d.id) AS id FROM delivery d LEFT JOIN delivery l ON l.id = d.leader_id
      WHERE d.id = ${change.id}::uuid
    )
    UPDATE delivery SET status = 'pending', attempts = 0, next_at = ${change.at}, locked_until = NULL,
      fence = fence + 1, last_error = NULL, sent_at = NULL, held_because = NULL
    FROM leader WHERE delivery.id = leader.id OR delivery.leader_id = leader.id`;
}

/** A test message has been sent when it is written down. */
export async function insertTestDelivery(
  tx: Tx,
  tested: {
    channelId: string;
    workspaceId: string;
    notification: Notification;
    error: string | null;
    request: DeliveryView["request"];
    response: Response | null;
    at: Date;
  },
): Promise<void> {
  const { channelId, workspaceId, notification, error, request, response, at } = tested;
  await tx.delivery.create({
    data: {
      id: notification.id,
      workspaceId,
      channelId,
      event: "test",
      status: error === null ? "sent" : "failed",
      attempts: 1,
      nextAt: at,
      createdAt: at,
      sentAt: error === null ? at : null,
      lastError: error,
      ...(request === null ? {} : { request }),
      responseStatus: response?.status ?? null,
      responseBody: response?.body ?? null,
      latencyMs: response?.latencyMs ?? null,
      notification,
    },
  });
}
