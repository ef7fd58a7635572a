import type { Notification } from "#contracts/notification.ts";
import type { Condition } from "#domain/watch/find-conditions.ts";
import type { Sql } from "#server/store/prisma.ts";
import {
  closeSystemIncident,
  openSystemIncident,
  type SystemIncident,
} from "#server/store/system-incident-store.ts";
import { tellIncident } from "#server/store/tell-incident-store.ts";
import { findOwners } from "#server/store/watch-store.ts";

type Place = { workspaceId: string; systemKey: string };

/** An incident that was opened or closed, and how many messages of it wait in the outbox. */
export type Told = { deliveries: number; mail: OwnersMail | null };

/** For owners whom no channel tells. */
export type OwnersMail = {
  to: string[];
  notification: Omit<Notification, "id" | "incidentUrl" | "acknowledgeUrl" | "monitor">;
  incident: SystemIncident;
};

type Event = { kind: "down" | "up"; atMs: number; durationMs: number | null; reason: string };

/** Null when it is open already. */
export async function openCondition(
  sql: Sql,
  { condition, ...place }: Place & { condition: Condition },
  nowMs: number,
): Promise<Told | null> {
  const { title, cause, severity } = condition;
  const incident = await openSystemIncident(sql, { ...place, title, cause, severity }, nowMs);
  if (!incident) return null;
  return tell(sql, incident, { kind: "down", atMs: nowMs, durationMs: null, reason: cause });
}

/** Null when a person has resolved it. */
export async function closeCondition(sql: Sql, place: Place, nowMs: number): Promise<Told | null> {
  const incident = await closeSystemIncident(sql, place, nowMs);
  if (!incident) return null;
  const durationMs = nowMs - incident.openedAtMs;
  return tell(sql, incident, { kind: "up", atMs: nowMs, durationMs, reason: "It is well again." });
}

async function tell(sql: Sql, incident: SystemIncident, event: Event): Promise<Told> {
  const { kind, atMs, durationMs, reason } = event;
  const deliveries = await tellIncident(sql, { incidentId: incident.id, event: kind, reason, nowMs: atMs });
  const { workspaceName, addresses, hasChannel } = await findOwners(sql, incident.workspaceId);
  if (hasChannel || addresses.length === 0) return { deliveries, mail: null };
  const notification = {
    kind,
    incidentId: incident.id,
    severity: incident.severity,
    at: atMs,
    durationMs,
    workspace: { name: workspaceName },
    reason,
    regions: [],
    others: [],
  };
  return { deliveries, mail: { to: addresses, notification, incident } };
}
