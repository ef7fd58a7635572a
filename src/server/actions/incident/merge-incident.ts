import { AppError } from "#server/runtime/app-error.ts";
import {
  insertIncidentEvent,
  type LockedIncident,
  lockIncidents,
  setClosed,
} from "#server/store/incident-store.ts";
import type { Tx } from "#server/store/prisma.ts";
import { type ActionDeps, type Caller, requireEditor } from "../caller.ts";
import { inTransaction } from "../monitor/in-transaction.ts";
import { recordStep } from "./change-incident.ts";
import { dropMessages } from "./tell-incident.ts";

/** Closes the incident as a part of another open one, where it goes on. */
export function mergeIncident(
  deps: ActionDeps,
  caller: Caller,
  pair: { id: string; intoId: string },
): Promise<{ id: string }> {
  requireEditor(caller);
  const { id, intoId } = pair;
  if (id === intoId) throw new AppError("invalid", "Choose another incident.", { field: "intoId" });
  return inTransaction(deps, async (tx) => {
    const { workspaceId, tags } = caller.actor;
    const found = await lockIncidents(tx, { workspaceId, tags, ids: [id, intoId] });
    const source = found.find((incident) => incident.id === id);
    const target = found.find((incident) => incident.id === intoId);
    if (!source || !target) throw new AppError("not_found", "There is no such incident.");
    if (source.mergedIntoId === intoId) return { id };
    if (source.closedAt !== null)
      throw new AppError("conflict", "This incident is over. Open it again first.");
    if (target.closedAt !== null) throw new AppError("conflict", "The other incident is over.");
    await merge(tx, caller, { source, target, at: deps.now() });
    return { id };
  });
}

async function merge(
  tx: Tx,
  caller: Caller,
  { source, target, at }: { source: LockedIncident; target: LockedIncident; at: Date },
): Promise<void> {
  await setClosed(tx, { id: source.id, at, mergedIntoId: target.id });
  const because = `It was merged into “${target.title}” before this was sent.`;
  await dropMessages(tx, { incidentId: source.id, at, because });
  const { label } = caller.actor;
  const taken = `“${source.title}” was merged into this one.`;
  await insertIncidentEvent(tx, { incidentId: target.id, at, kind: "merged", actor: label, message: taken });
  await recordStep(tx, caller, {
    incidentId: source.id,
    at,
    kind: "merged",
    message: `Merged into “${target.title}”.`,
    action: "incident.merge",
    detail: { into: target.id },
  });
}
