import { setClosed } from "#server/store/incident-store.ts";
import type { ActionDeps, Caller } from "../caller.ts";
import { changeIncident, recordStep } from "./change-incident.ts";
import { tellIncident } from "./tell-incident.ts";

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
    const { label } = caller.actor;
    const message = input.message === undefined || input.message === "" ? "Resolved by hand." : input.message;
    await setClosed(tx, { id, at, mergedIntoId: null });
    await recordStep(tx, caller, {
      incidentId: id,
      at,
      kind: "resolved",
      message,
      action: "incident.resolve",
    });
    await tellIncident(tx, { incidentId: id, event: "up", reason: `${label} resolved it: ${message}`, at });
    return { id };
  });
}
