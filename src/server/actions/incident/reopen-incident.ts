import { AppError } from "#server/runtime/app-error.ts";
import { findOpenIncidentOfMonitor, type LockedIncident, setReopened } from "#server/store/incident-store.ts";
import type { Tx } from "#server/store/prisma.ts";
import type { ActionDeps, Caller } from "../caller.ts";
import { changeIncident, recordStep } from "./change-incident.ts";
import { tellIncident } from "./tell-incident.ts";

/** It was not over after all: whoever is told of its beginning is told again, and reminders begin anew. */
export function reopenIncident(deps: ActionDeps, caller: Caller, id: string): Promise<{ id: string }> {
  return changeIncident(deps, { caller, id, withState: true }, async (tx, incident) => {
    if (incident.closedAt === null) return { id };
    await requireNoOther(tx, incident);
    const at = deps.now();
    await setReopened(tx, { id, at });
    const message =
      incident.mergedIntoId === null ? "Opened again." : "Taken out of the incident it was merged into.";
    await recordStep(tx, caller, {
      incidentId: id,
      at,
      kind: "reopened",
      message,
      action: "incident.reopen",
    });
    const reason = `${caller.actor.label} opened it again: ${incident.cause}`;
    await tellIncident(tx, { incidentId: id, event: "down", reason, at });
    return { id };
  });
}

async function requireNoOther(tx: Tx, incident: LockedIncident): Promise<void> {
  if (incident.kind === "system") {
    throw new AppError("conflict", "Uptick opens this one itself when the problem is back.");
  }
  if (incident.kind === "automatic" && incident.monitorId === null) {
    throw new AppError("conflict", "Its monitor was deleted: nobody looks whether it is down.");
  }
  if (incident.monitorId === null) return;
  if ((await findOpenIncidentOfMonitor(tx, incident.monitorId)) === null) return;
  throw new AppError("conflict", "This monitor has an open incident already. Merge it, or go on there.");
}
