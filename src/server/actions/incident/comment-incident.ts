import type { ActionDeps, Caller } from "../caller.ts";
import { changeIncident, recordStep } from "./change-incident.ts";

export type IncidentText = { id: string; message: string; eventId?: string | undefined };

/** For colleagues. */
export function commentIncident(
  deps: ActionDeps,
  caller: Caller,
  input: IncidentText,
): Promise<{ id: string }> {
  const { id, message, eventId } = input;
  return changeIncident(deps, { caller, id }, async (tx) => {
    const step = { kind: "comment", message, eventId, action: "incident.comment" } as const;
    await recordStep(tx, caller, { ...step, incidentId: id, at: deps.now() });
    return { id };
  });
}
