import { AppError } from "#server/runtime/app-error.ts";
import {
  listMonitorsOfPolicy,
  deleteEscalationPolicy as removePolicy,
} from "#server/store/escalation-policy-store.ts";
import type { ActionDeps, Caller } from "../caller.ts";
import { recordCommand } from "../monitor/in-transaction.ts";
import { changeEscalation, nameSome } from "./change-escalation.ts";

/** Not while a monitor follows it: its alerts would quietly reach fewer people. */
export function deleteEscalationPolicy(
  deps: ActionDeps,
  caller: Caller,
  id: string,
): Promise<{ id: string }> {
  return changeEscalation(deps, { caller, id }, async (tx, policy) => {
    const monitors = await listMonitorsOfPolicy(tx, id);
    if (monitors.length > 0) {
      throw new AppError(
        "conflict",
        `${policy.name} is used by ${nameSome(monitors)}. Give them another policy first.`,
      );
    }
    await removePolicy(tx, id);
    const detail = { before: { name: policy.name, ...policy.steps } };
    await recordCommand(tx, caller, { action: "escalation.delete", subject: id, at: deps.now(), detail });
    return { id };
  });
}
