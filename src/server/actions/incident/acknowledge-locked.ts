import { AppError } from "#server/runtime/app-error.ts";
import { type LockedIncident, setAcknowledged } from "#server/store/incident-store.ts";
import type { Tx } from "#server/store/prisma.ts";
import { tellAcknowledged } from "./tell-incident.ts";

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
  await acknowledgeAll(tx, [incident], { by, at });
  return true;
}

/** Of locked incidents that are open and that nobody has acknowledged. */
export async function acknowledgeAll(
  tx: Tx,
  incidents: readonly LockedIncident[],
  { by, at }: { by: string; at: Date },
): Promise<void> {
  const ids = incidents.map(({ id }) => id);
  await setAcknowledged(tx, { ids, at, by });
  const whole = ids.length === 1 ? "the incident" : `${ids.length} incidents`;
  await tellAcknowledged(tx, { incidentIds: ids, reason: `${by} acknowledged ${whole}.`, at });
}
