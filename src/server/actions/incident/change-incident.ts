import type { IncidentEventKind } from "#contracts/incident.ts";
import { AppError } from "#server/runtime/app-error.ts";
import type { AuditEntryInput } from "#server/store/audit-entry-store.ts";
import {
  insertIncidentEvent,
  type LockedIncident,
  lockIncidents,
  lockStateOfIncident,
} from "#server/store/incident-store.ts";
import type { Tx } from "#server/store/prisma.ts";
import { type ActionDeps, type Caller, requireEditor } from "../caller.ts";
import { inTransaction, recordCommand } from "../monitor/in-transaction.ts";

/**
 * Locks the caller's incident, after the check of the right to change it, and hands it to `work`. `withState`: nobody
 * judges its monitor meanwhile.
 */
export function changeIncident<Result>(
  deps: ActionDeps,
  command: { caller: Caller; id: string; withState?: boolean },
  work: (tx: Tx, incident: LockedIncident) => Promise<Result>,
): Promise<Result> {
  requireEditor(command.caller);
  return inTransaction(deps, async (tx) => {
    const { workspaceId, tags } = command.caller.actor;
    if (command.withState) await lockStateOfIncident(tx, { workspaceId, id: command.id });
    const [incident] = await lockIncidents(tx, { workspaceId, tags, ids: [command.id] });
    if (!incident) throw new AppError("not_found", "There is no such incident.");
    return work(tx, incident);
  });
}

type Step = {
  /** Given by a client that may ask twice. */
  eventId?: string | undefined;
  incidentId: string;
  at: Date;
  kind: IncidentEventKind;
  message: string;
  action: string;
  detail?: NonNullable<AuditEntryInput["detail"]>;
};

/** On the timeline and in the audit. Nothing when the client has asked before. */
export async function recordStep(tx: Tx, caller: Caller, step: Step): Promise<void> {
  const { eventId, incidentId, at, kind, message, action, detail } = step;
  const event = { incidentId, at, kind, actor: caller.actor.label, message };
  const isNew = await insertIncidentEvent(tx, eventId === undefined ? event : { ...event, id: eventId });
  if (!isNew) return;
  const entry = { action, subject: incidentId, at };
  await recordCommand(tx, caller, detail === undefined ? entry : { ...entry, detail });
}
