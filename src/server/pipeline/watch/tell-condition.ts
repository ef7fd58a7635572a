import type { Condition } from "#domain/watch/find-conditions.ts";
import type { Sql } from "#server/store/prisma.ts";
import {
  closeSystemIncident,
  openSystemIncident,
  type SystemIncident,
  tellOwners,
} from "#server/store/system-incident-store.ts";

import { findNameOfWorkspace, listOwnerAddresses } from "#server/store/watch-store.ts";

type Place = { workspaceId: string; systemKey: string };

/** An incident that was opened or closed. `mailTo`: owners to write to, where no channel tells them. */
export type Told = {
  incident: SystemIncident;
  deliveries: number;
  mailTo: string[];
  snapshot: ReturnType<typeof snapshotOf>;
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
  const snapshot = snapshotOf(incident, event, await findNameOfWorkspace(sql, incident.workspaceId));
  const told = { incidentId: incident.id, event: event.kind, snapshot, nowMs: event.atMs };
  const deliveries = await tellOwners(sql, told);
  const mailTo = deliveries === 0 ? await listOwnerAddresses(sql, incident.workspaceId) : [];
  return { incident, deliveries, mailTo, snapshot };
}

/** contracts/notification.ts `Notification`; the incident stands where a monitor would. */
function snapshotOf(incident: SystemIncident, event: Event, workspaceName: string) {
  return {
    kind: event.kind,
    incidentId: incident.id,
    severity: incident.severity,
    at: event.atMs,
    durationMs: event.durationMs,
    workspace: { name: workspaceName },
    monitor: { id: incident.id, name: incident.title, target: "" },
    reason: event.reason,
    regions: [],
    others: [],
  };
}
