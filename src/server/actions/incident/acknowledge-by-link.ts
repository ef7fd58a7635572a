import { insertAuditEntry } from "#server/store/audit-entry-store.ts";
import {
  claimLink,
  findLinkTarget,
  insertIncidentEvent,
  isLinkUsed,
  type LinkTarget,
  lockIncidents,
} from "#server/store/incident-store.ts";
import type { Tx } from "#server/store/prisma.ts";
import type { ActionDeps } from "../caller.ts";
import { inTransaction } from "../monitor/in-transaction.ts";
import { acknowledgeAll } from "./acknowledge-locked.ts";

export type LinkResult = "done" | "used" | "acknowledged" | "resolved" | "invalid";

/**
 * Whoever holds the link may; it works once, and only for what it was sent for: one incident, or all of a storm that its
 * message told of. `deliveryId` null: not one of ours.
 */
export async function acknowledgeByLink(
  deps: ActionDeps,
  link: { deliveryId: string | null; address: string },
): Promise<LinkResult> {
  const { deliveryId } = link;
  if (deliveryId === null) return "invalid";
  return inTransaction(deps, async (tx) => {
    const target = await findLinkTarget(tx, deliveryId);
    if (!target) return "invalid";
    const { workspaceId, incidentIds } = target;
    const incidents = await lockIncidents(tx, { workspaceId, tags: [], ids: incidentIds });
    if (incidents.length === 0) return "invalid";
    if (await isLinkUsed(tx, deliveryId)) return "used";
    const open = incidents.filter(({ closedAt }) => closedAt === null);
    if (open.length === 0) return "resolved";
    const unseen = open.filter(({ acknowledgedAt }) => acknowledgedAt === null);
    if (unseen.length === 0) return "acknowledged";

    const at = deps.now();
    if (!(await claimLink(tx, { deliveryId, at }))) return "used";
    const by = `${target.channelName} (link)`;
    await acknowledgeAll(tx, unseen, { by, at });
    for (const incident of unseen) {
      await recordLink(tx, target, { incidentId: incident.id, by, at, address: link.address });
    }
    return "done";
  });
}

async function recordLink(
  tx: Tx,
  target: LinkTarget,
  use: { incidentId: string; by: string; at: Date; address: string },
): Promise<void> {
  const { workspaceId, deliveryId, channelName } = target;
  const { incidentId, by, at, address } = use;
  const message = "Acknowledged by the link in a message. Reminders and escalation have stopped.";
  await insertIncidentEvent(tx, { incidentId, at, kind: "acknowledged", actor: by, message });
  await insertAuditEntry(tx, {
    workspaceId,
    userId: null,
    actor: by,
    action: "incident.acknowledge_by_link",
    subject: incidentId,
    address,
    detail: { channel: channelName, delivery: deliveryId },
    at,
  });
}
