import type { EscalationPolicyInput, EscalationSteps } from "#contracts/escalation.ts";
import { AppError } from "#server/runtime/app-error.ts";
import { listChannelIds } from "#server/store/channel-store.ts";
import { lockEscalationPolicy, type StoredEscalationPolicy } from "#server/store/escalation-policy-store.ts";
import { listScheduleIds } from "#server/store/on-call-store.ts";
import type { Tx } from "#server/store/prisma.ts";
import { type ActionDeps, type Caller, requireEditor } from "../caller.ts";
import { inTransaction } from "../monitor/in-transaction.ts";

/** Locks the caller's policy, after the check of the right to change it, and hands it to `work`. */
export function changeEscalation<Result>(
  deps: ActionDeps,
  command: { caller: Caller; id: string },
  work: (tx: Tx, policy: StoredEscalationPolicy) => Promise<Result>,
): Promise<Result> {
  requireEditor(command.caller);
  return inTransaction(deps, async (tx) => {
    const { workspaceId } = command.caller.actor;
    const policy = await lockEscalationPolicy(tx, { workspaceId, id: command.id });
    if (!policy) throw new AppError("not_found", "There is no such escalation policy.");
    return work(tx, policy);
  });
}

/** The steps, with everyone they tell looked up. */
export async function resolveSteps(
  tx: Tx,
  asked: { workspaceId: string; input: EscalationPolicyInput },
): Promise<EscalationSteps> {
  const { workspaceId, input } = asked;
  const steps = input.steps.map((step) => ({
    ...step,
    channelIds: [...new Set(step.channelIds)],
    scheduleIds: [...new Set(step.scheduleIds)],
  }));
  const channelIds = [...new Set(steps.flatMap((step) => step.channelIds))];
  const scheduleIds = [...new Set(steps.flatMap((step) => step.scheduleIds))];
  const channels = new Set(await listChannelIds(tx, { workspaceId, ids: channelIds }));
  const schedules = new Set(await listScheduleIds(tx, { workspaceId, ids: scheduleIds }));
  for (const [index, step] of steps.entries()) {
    const isKnown =
      step.channelIds.every((id) => channels.has(id)) && step.scheduleIds.every((id) => schedules.has(id));
    if (isKnown) continue;
    throw new AppError("invalid", "Somebody this step tells does not exist any more. Choose again.", {
      field: `steps.${index}.channelIds`,
    });
  }
  return { steps, repeat: input.repeat };
}

/** For a sentence: "A, B and 3 more". */
export function nameSome(names: readonly string[]): string {
  const shown = names.slice(0, 3);
  const rest = names.length - shown.length;
  if (rest > 0) return `${shown.join(", ")} and ${rest} more`;
  return shown.length < 2 ? (shown[0] ?? "") : `${shown.slice(0, -1).join(", ")} and ${shown.at(-1)}`;
}
