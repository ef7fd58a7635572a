import { uuidv7 } from "uuidv7";
import type { IncidentEventKind, IncidentKind } from "#contracts/incident.ts";
import type { Severity } from "#contracts/policy.ts";
import { keepInScope, type MonitorScope, whereInScope } from "./monitor-scope.ts";
import type { Tx } from "./prisma.ts";
import { sqlOf } from "./sql-of.ts";

export type LockedIncident = {
  id: string;
  workspaceId: string;
  kind: IncidentKind;
  monitorId: number | null;
  title: string;
  cause: string;
  openedAt: Date;
  closedAt: Date | null;
  acknowledgedAt: Date | null;
  acknowledgedBy: string | null;
  assignedUserId: string | null;
  mergedIntoId: string | null;
  postMortem: string | null;
};

/**
 * In the order that judging locks them in, so that nobody waits in a circle; incidents of another workspace or out of scope are absent. NO KEY: who writes a delivery or an event of it need not wait.
 */
export async function lockIncidents(
  tx: Tx,
  key: MonitorScope & { ids: readonly string[] },
): Promise<LockedIncident[]> {
  const ids = await keepInScope(sqlOf(tx), key, { kind: "incident", ids: key.ids });
  return tx.$queryRaw<LockedIncident[]>`
    SELECT i.id, i.workspace_id AS "workspaceId", i.kind, i.monitor_id AS "monitorId",
      coalesce(i.title, m.name, i.cause) AS title, i.cause, i.opened_at AS "openedAt", i.closed_at AS "closedAt",
      i.acknowledged_at AS "acknowledgedAt", i.acknowledged_by AS "acknowledgedBy",
      i.assigned_user_id AS "assignedUserId", i.merged_into_id AS "mergedIntoId", i.post_mortem AS "postMortem"
    FROM incident i LEFT JOIN monitor m ON m.id = i.monitor_id
    WHERE i.id = ANY(${ids}::uuid[]) AND i.workspace_id = ${key.workspaceId}::uuid
    ORDER BY i.monitor_id, i.id FOR NO KEY UPDATE OF i`;
}

/** Who judges the monitor holds its state first, then its incident: so does whoever opens an old incident again. */
export async function lockStateOfIncident(tx: Tx, key: { workspaceId: string; id: string }): Promise<void> {
  await tx.$queryRaw`
    SELECT 1 AS held FROM monitor_state WHERE monitor_id = (
      SELECT monitor_id FROM incident WHERE id = ${key.id}::uuid AND workspace_id = ${key.workspaceId}::uuid
    ) FOR UPDATE`;
}

export type NewIncidentEvent = {
  /** Given by a client that may ask twice. */
  id?: string;
  incidentId: string;
  at: Date;
  kind: IncidentEventKind;
  /** Who, in words. */
  actor: string;
  message: string;
};

/** False when there is an event with this id already. */
export async function insertIncidentEvent(tx: Tx, event: NewIncidentEvent): Promise<boolean> {
  const { id = uuidv7(), ...rest } = event;
  const { count } = await tx.incidentEvent.createMany({ data: [{ id, ...rest }], skipDuplicates: true });
  return count === 1;
}

export type NewManualIncident = {
  id: string;
  workspaceId: string;
  title: string;
  severity: Severity;
  cause: string;
  monitorIds: readonly number[];
  createdByUserId: string | null;
  at: Date;
};

/** False when there is an incident with this id already, whosever it is. */
export async function insertManualIncident(tx: Tx, incident: NewManualIncident): Promise<boolean> {
  const { monitorIds, at, ...data } = incident;
  const row = { ...data, kind: "manual" as const, openedAt: at };
  const { count } = await tx.incident.createMany({ data: [row], skipDuplicates: true });
  if (count === 0) return false;
  const affected = monitorIds.map((monitorId) => ({ incidentId: incident.id, monitorId }));
  await tx.incidentMonitor.createMany({ data: affected });
  return true;
}

/** Internal ids of those that are monitors in scope. */
export async function listMonitorIds(
  tx: Tx,
  asked: { scope: MonitorScope; publicIds: readonly string[] },
): Promise<number[]> {
  const where = { ...whereInScope(asked.scope), publicId: { in: [...asked.publicIds] } };
  const rows = await tx.monitor.findMany({ where, select: { id: true }, orderBy: { id: "asc" } });
  return rows.map(({ id }) => id);
}

const NOTHING_NEXT = { nextStepAt: null, nextReminderAt: null };

export async function setAcknowledged(
  tx: Tx,
  change: { ids: readonly string[]; at: Date; by: string },
): Promise<void> {
  const data = { acknowledgedAt: change.at, acknowledgedBy: change.by, ...NOTHING_NEXT };
  await tx.incident.updateMany({ where: { id: { in: [...change.ids] } }, data });
}

export async function setAssignee(tx: Tx, change: { id: string; userId: string | null }): Promise<void> {
  await tx.incident.update({ where: { id: change.id }, data: { assignedUserId: change.userId } });
}

export async function setClosed(
  tx: Tx,
  change: { id: string; at: Date; mergedIntoId: string | null },
): Promise<void> {
  const { id, at, mergedIntoId } = change;
  await tx.incident.update({ where: { id }, data: { closedAt: at, mergedIntoId, ...NOTHING_NEXT } });
}

/** In another round, whose reminders begin anew. */
export async function setReopened(tx: Tx, change: { id: string; at: Date }): Promise<void> {
  await tx.$executeRaw`
    UPDATE incident SET round = round + 1, closed_at = NULL, closed_seq = NULL, merged_into_id = NULL,
      acknowledged_at = NULL, acknowledged_by = NULL, next_step = 0, reminders = 0,
      next_step_at = ${change.at}::timestamptz + (escalation->'steps'->0->>'afterMin')::int * interval '1 min',
      next_reminder_at = ${change.at}::timestamptz + remind_every_ms * interval '1 ms'
    WHERE id = ${change.id}::uuid`;
}

export async function setPostMortem(tx: Tx, change: { id: string; markdown: string }): Promise<void> {
  const postMortem = change.markdown === "" ? null : change.markdown;
  await tx.incident.update({ where: { id: change.id }, data: { postMortem } });
}

export async function findOpenIncidentOfMonitor(tx: Tx, monitorId: number): Promise<string | null> {
  const row = await tx.incident.findFirst({ where: { monitorId, closedAt: null }, select: { id: true } });
  return row?.id ?? null;
}

export async function findMemberEmail(
  tx: Tx,
  member: { workspaceId: string; userId: string },
): Promise<string | null> {
  const where = { workspaceId_userId: member };
  const row = await tx.member.findUnique({ where, select: { user: { select: { email: true } } } });
  return row?.user.email ?? null;
}

export type LinkTarget = {
  deliveryId: string;
  /** What the message told of: the incident and, of a storm, the others of its group. */
  incidentIds: string[];
  workspaceId: string;
  channelName: string;
};

/** Null where the delivery tells of no incident, or is gone. */
export async function findLinkTarget(tx: Tx, deliveryId: string): Promise<LinkTarget | null> {
  const row = await tx.delivery.findUnique({
    where: { id: deliveryId },
    select: { incidentId: true, workspaceId: true, channel: { select: { name: true } } },
  });
  if (!row || row.incidentId === null) return null;
  const { incidentId, workspaceId, channel } = row;
  const group = await tx.delivery.findMany({ where: { leaderId: deliveryId }, select: { incidentId: true } });
  const others = group.flatMap((member) => member.incidentId ?? []);
  return {
    deliveryId,
    incidentIds: [...new Set([incidentId, ...others])],
    workspaceId,
    channelName: channel.name,
  };
}

/** To be asked once the incidents are locked: until then somebody else may be using the link. */
export async function isLinkUsed(tx: Tx, deliveryId: string): Promise<boolean> {
  const row = await tx.delivery.findUnique({ where: { id: deliveryId }, select: { linkUsedAt: true } });
  return row?.linkUsedAt instanceof Date;
}

/** False when somebody has used it before. */
export async function claimLink(tx: Tx, use: { deliveryId: string; at: Date }): Promise<boolean> {
  const { count } = await tx.delivery.updateMany({
    where: { id: use.deliveryId, linkUsedAt: null },
    data: { linkUsedAt: use.at },
  });
  return count === 1;
}
