import { AppError } from "#server/runtime/app-error.ts";
import { listPoliciesTelling } from "#server/store/escalation-policy-store.ts";
import { deleteSchedule as removeSchedule } from "#server/store/on-call-store.ts";
import type { ActionDeps, Caller } from "../caller.ts";
import { nameSome } from "../escalation/change-escalation.ts";
import { recordCommand } from "../monitor/in-transaction.ts";
import { changeSchedule } from "./change-schedule.ts";

/** Not while an escalation policy asks who is on call in it. Its overrides go with it. */
export function deleteSchedule(deps: ActionDeps, caller: Caller, id: string): Promise<{ id: string }> {
  return changeSchedule(deps, { caller, id }, async (tx, schedule) => {
    const { workspaceId, name, rotation } = schedule;
    const policies = await listPoliciesTelling(tx, { workspaceId, scheduleId: id });
    if (policies.length > 0) {
      const who = policies.length === 1 ? "the escalation policy" : "the escalation policies";
      throw new AppError(
        "conflict",
        `${name} is used by ${who} ${nameSome(policies)}. Take it out of their steps first.`,
      );
    }
    await removeSchedule(tx, id);
    const detail = { before: { name, rotation } };
    await recordCommand(tx, caller, { action: "on_call.delete", subject: id, at: deps.now(), detail });
    return { id };
  });
}
