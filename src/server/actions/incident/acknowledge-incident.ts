import type { ActionDeps, Caller } from "../caller.ts";
import { acknowledgeLocked } from "./acknowledge-locked.ts";
import { changeIncident, recordStep } from "./change-incident.ts";

export function acknowledgeIncident(deps: ActionDeps, caller: Caller, id: string): Promise<{ id: string }> {
  return changeIncident(deps, { caller, id }, async (tx, incident) => {
    const at = deps.now();
    if (!(await acknowledgeLocked(tx, incident, { by: caller.actor.label, at }))) return { id };
    const message = "Acknowledged. Reminders and escalation have stopped.";
    const step = { kind: "acknowledged", message, action: "incident.acknowledge" } as const;
    await recordStep(tx, caller, { ...step, incidentId: id, at });
    return { id };
  });
}
