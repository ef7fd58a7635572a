import { uuidv7 } from "uuidv7";
import type { OnCallScheduleInput } from "#contracts/escalation.ts";
import { insertSchedule } from "#server/store/on-call-store.ts";
import { type ActionDeps, type Caller, requireEditor } from "../caller.ts";
import { inTransaction, recordCommand } from "../monitor/in-transaction.ts";
import { requireRotation } from "./change-schedule.ts";

export async function createSchedule(
  deps: ActionDeps,
  caller: Caller,
  input: OnCallScheduleInput,
): Promise<{ id: string }> {
  requireEditor(caller);
  const at = deps.now();
  const id = uuidv7();
  const { workspaceId } = caller.actor;
  const { name, rotation } = input;
  await inTransaction(deps, async (tx) => {
    await requireRotation(tx, { workspaceId, rotation });
    await insertSchedule(tx, { id, workspaceId, name, rotation, at });
    const detail = { after: { name, rotation } };
    await recordCommand(tx, caller, { action: "on_call.create", subject: id, at, detail });
  });
  return { id };
}
