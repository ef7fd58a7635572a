import type { ObjectiveInput } from "#contracts/objective.ts";
import { saveObjective } from "#server/store/objective-store.ts";
import type { ActionDeps, Caller } from "../caller.ts";
import { recordCommand } from "../monitor/in-transaction.ts";
import { changeObjective, resolveObjective } from "./change-objective.ts";

/** Reports that were made stay as they are. */
export function updateObjective(
  deps: ActionDeps,
  caller: Caller,
  edit: { id: string; input: ObjectiveInput },
): Promise<{ id: string }> {
  const { id, input } = edit;
  return changeObjective(deps, { caller, id }, async (tx, { workspaceId, spec: before }) => {
    const at = deps.now();
    const spec = await resolveObjective(tx, { workspaceId, input });
    await saveObjective(tx, { id, spec, at });
    const detail = { before, after: spec };
    await recordCommand(tx, caller, { action: "objective.update", subject: id, at, detail });
    return { id };
  });
}
