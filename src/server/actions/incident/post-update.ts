import type { ActionDeps, Caller } from "../caller.ts";
import { changeIncident, recordStep } from "./change-incident.ts";
import type { IncidentText } from "./comment-incident.ts";

/** For the public: what status pages say. */
export function postUpdate(deps: ActionDeps, caller: Caller, input: IncidentText): Promise<{ id: string }> {
  const { id, message, eventId } = input;
  return changeIncident(deps, { caller, id }, async (tx) => {
    const step = { kind: "update", message, eventId, action: "incident.update" } as const;
    await recordStep(tx, caller, { ...step, incidentId: id, at: deps.now() });
    return { id };
  });
}
