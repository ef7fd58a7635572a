import { uuidv7 } from "uuidv7";
import type { ExclusionInput } from "#contracts/objective.ts";
import { AppError } from "#server/runtime/app-error.ts";
import { deleteExclusion, findExclusion, insertExclusion } from "#server/store/objective-store.ts";
import { type ActionDeps, type Caller, requireEditor } from "../caller.ts";
import { inTransaction, recordCommand } from "../monitor/in-transaction.ts";
import { changeObjective } from "./change-objective.ts";

/** A time that does not count, with who said so and why: both stand in every report. */
export function addExclusion(
  deps: ActionDeps,
  caller: Caller,
  input: ExclusionInput,
): Promise<{ id: string }> {
  return changeObjective(deps, { caller, id: input.objectiveId }, async (tx, { id: objectiveId, spec }) => {
    const at = deps.now();
    const id = uuidv7();
    await insertExclusion(tx, { ...input, id, by: caller.actor.label, at });
    const { startsAt, endsAt, reason } = input;
    const after = { objective: spec.name, startsAt: iso(startsAt), endsAt: iso(endsAt), reason };
    await recordCommand(tx, caller, {
      action: "objective.exclude",
      subject: objectiveId,
      at,
      detail: { after },
    });
    return { id };
  });
}

export function removeExclusion(deps: ActionDeps, caller: Caller, id: string): Promise<{ id: string }> {
  requireEditor(caller);
  return inTransaction(deps, async (tx) => {
    const { workspaceId } = caller.actor;
    const exclusion = await findExclusion(tx, { workspaceId, id });
    if (!exclusion) throw new AppError("not_found", "There is no such exclusion.");
    await deleteExclusion(tx, id);
    const { objectiveId, startsAt, endsAt, reason, by } = exclusion;
    const before = { startsAt: iso(startsAt), endsAt: iso(endsAt), reason, by };
    await recordCommand(tx, caller, {
      action: "objective.include",
      subject: objectiveId,
      at: deps.now(),
      detail: { before },
    });
    return { id };
  });
}

function iso(atMs: number): string {
  return new Date(atMs).toISOString();
}
