import { dropWaitingReminders, setClosed } from "#server/store/incident-store.ts";
import type { ActionDeps, Caller } from "../caller.ts";
import { changeIncident, recordStep } from "./change-incident.ts";
import { tellClosed } from "./tell-incident.ts";

/**
 * Resolving what is resolved changes nothing. An automatic incident ends even while its monitor is down; the next change
 * of the verdict to a bad one opens another.
 */
export function resolveIncident(
  deps: ActionDeps,
  caller: Caller,
  input: { id: string; message?: string | undefined },
): Promise<{ id: string }> {
  const { id } = input;
  return changeIncident(deps, { caller, id }, async (tx, incident) => {
    if (incident.closedAt !== null) return { id };
    const at = deps.now();
    const { email } = caller.actor;
    const message = input.message === undefined || input.message === "" ? "Resolved by hand." : input.message;
    await setClosed(tx, { id, at, mergedIntoId: null });
    const because = `${email} resolved the incident before this was sent.`;
    await dropWaitingReminders(tx, { incidentId: id, at, because });
    await recordStep(tx, caller, {
      incidentId: id,
      at,
      kind: "resolved",
      message,
      action: "incident.resolve",
    });
    await tellClosed(tx, { incidentId: id, at, reason: `${email} resolved it: ${message}` });
    return { id };
  });
}
