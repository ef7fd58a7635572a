import { uuidv7 } from "uuidv7";
import type { EscalationPolicyInput } from "#contracts/escalation.ts";
import { insertEscalationPolicy } from "#server/store/escalation-policy-store.ts";
import { type ActionDeps, type Caller, requireEditor } from "../caller.ts";
import { inTransaction, recordCommand } from "../monitor/in-transaction.ts";
import { resolveSteps } from "./change-escalation.ts";

export async function createEscalationPolicy(
  deps: ActionDeps,
  caller: Caller,
  input: EscalationPolicyInput,
): Promise<{ id: string }> {
  requireEditor(caller);
  const at = deps.now();
  const id = uuidv7();
  const { workspaceId } = caller.actor;
  await inTransaction(deps, async (tx) => {
    const steps = await resolveSteps(tx, { workspaceId, input });
    await insertEscalationPolicy(tx, { id, workspaceId, name: input.name, steps, at });
    const detail = { after: { name: input.name, ...steps } };
    await recordCommand(tx, caller, { action: "escalation.create", subject: id, at, detail });
  });
  return { id };
}
