import { uuidv7 } from "uuidv7";
import type { ObjectiveInput } from "#contracts/objective.ts";
import { AppError } from "#server/runtime/app-error.ts";
import { countObjectives, insertObjective } from "#server/store/objective-store.ts";
import { type ActionDeps, type Caller, requireEditor } from "../caller.ts";
import { inTransaction, recordCommand } from "../monitor/in-transaction.ts";
import { resolveObjective } from "./change-objective.ts";

/** Their burn is judged each minute. */
const MOST_OBJECTIVES = 200;

export async function createObjective(
  deps: ActionDeps,
  caller: Caller,
  input: ObjectiveInput,
): Promise<{ id: string }> {
  requireEditor(caller);
  const at = deps.now();
  const id = uuidv7();
  const { workspaceId } = caller.actor;
  await inTransaction(deps, async (tx) => {
    if ((await countObjectives(tx, workspaceId)) >= MOST_OBJECTIVES) {
      throw new AppError("limit_reached", `A workspace has ${MOST_OBJECTIVES} objectives at most.`);
    }
    const spec = await resolveObjective(tx, { workspaceId, input });
    await insertObjective(tx, { id, workspaceId, spec, at });
    await recordCommand(tx, caller, { action: "objective.create", subject: id, at, detail: { after: spec } });
  });
  return { id };
}
