import type { EscalationPolicyInput } from "#contracts/escalation.ts";
import { saveEscalationPolicy } from "#server/store/escalation-policy-store.ts";
import type { ActionDeps, Caller } from "../caller.ts";
import { recordCommand } from "../monitor/in-transaction.ts";
import { changeEscalation, resolveSteps } from "./change-escalation.ts";

/** Incidents that are open keep the steps they began with. */
export function updateEscalationPolicy(
  deps: ActionDeps,
  caller: Caller,
  edit: { id: string; input: EscalationPolicyInput },
): Promise<{ id: string }> {
  const { id, input } = edit;
  return changeEscalation(deps, { caller, id }, async (tx, policy) => {
    const at = deps.now();
    const steps = await resolveSteps(tx, { workspaceId: policy.workspaceId, input });
    await saveEscalationPolicy(tx, { id, name: input.name, steps, at });
    const detail = { before: { name: policy.name, ...policy.steps }, after: { name: input.name, ...steps } };
    await recordCommand(tx, caller, { action: "escalation.update", subject: id, at, detail });
    return { id };
  });
}
