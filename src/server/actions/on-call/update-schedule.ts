import type { OnCallScheduleInput } from "#contracts/escalation.ts";
import { saveSchedule } from "#server/store/on-call-store.ts";
import type { ActionDeps, Caller } from "../caller.ts";
import { recordCommand } from "../monitor/in-transaction.ts";
import { changeSchedule, requireRotation } from "./change-schedule.ts";

export function updateSchedule(
  deps: ActionDeps,
  caller: Caller,
  edit: { id: string; input: OnCallScheduleInput },
): Promise<{ id: string }> {
  const { id } = edit;
  const { name, rotation } = edit.input;
  return changeSchedule(deps, { caller, id }, async (tx, schedule) => {
    const at = deps.now();
    await requireRotation(tx, { workspaceId: schedule.workspaceId, rotation });
    await saveSchedule(tx, { id, name, rotation, at });
    const before = { name: schedule.name, rotation: schedule.rotation };
    const detail = { before, after: { name, rotation } };
    await recordCommand(tx, caller, { action: "on_call.update", subject: id, at, detail });
    return { id };
  });
}
