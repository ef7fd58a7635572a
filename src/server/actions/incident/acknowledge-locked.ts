import { AppError } from "#server/runtime/app-error.ts";
import { type LockedIncident, setAcknowledged } from "#server/store/incident-store.ts";
import type { Tx } from "#server/store/prisma.ts";
import { tellIncident } from "./tell-incident.ts";

/** Somebody looks after it: reminders and escalation end. False when the same person had said so before. */
export async function acknowledgeLocked(
  tx: Tx,
  incident: LockedIncident,
  change: { by: string; at: Date },
): Promise<boolean> {
  const { by, at } = change;
  if (incident.closedAt !== null) {
    throw new AppError("conflict", "This incident is over: there is nothing left to acknowledge.");
  }
  if (incident.acknowledgedAt !== null) {
    if (incident.acknowledgedBy === by) return false;
    throw new AppError("conflict", `${incident.acknowledgedBy ?? "Somebody"} has acknowledged it already.`);
  }
  await setAcknowledged(tx, { id: incident.id, at, by });
  const reason = `${by} acknowledged the incident.`;
  await tellIncident(tx, { incidentId: incident.id, event: "acknowledged", reason, at });
  return true;
}
