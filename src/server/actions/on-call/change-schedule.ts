import type { Rotation } from "#contracts/escalation.ts";
import { AppError } from "#server/runtime/app-error.ts";
import { listChannelIds } from "#server/store/channel-store.ts";
import { lockSchedule, type StoredSchedule } from "#server/store/on-call-store.ts";
import type { Tx } from "#server/store/prisma.ts";
import { type ActionDeps, type Caller, requireEditor } from "../caller.ts";
import { inTransaction } from "../monitor/in-transaction.ts";

/** Locks the caller's schedule, after the check of the right to change it, and hands it to `work`. */
export function changeSchedule<Result>(
  deps: ActionDeps,
  command: { caller: Caller; id: string },
  work: (tx: Tx, schedule: StoredSchedule) => Promise<Result>,
): Promise<Result> {
  requireEditor(command.caller);
  return inTransaction(deps, async (tx) => {
    const { workspaceId } = command.caller.actor;
    const schedule = await lockSchedule(tx, { workspaceId, id: command.id });
    if (!schedule) throw new AppError("not_found", "There is no such on-call schedule.");
    return work(tx, schedule);
  });
}

export async function requireRotation(
  tx: Tx,
  asked: { workspaceId: string; rotation: Rotation },
): Promise<void> {
  const { workspaceId, rotation } = asked;
  await requireChannels(tx, { workspaceId, ids: rotation.channelIds, field: "rotation.channelIds" });
}

export async function requireChannels(
  tx: Tx,
  asked: { workspaceId: string; ids: readonly string[]; field: string },
): Promise<void> {
  const ids = [...new Set(asked.ids)];
  const found = await listChannelIds(tx, { workspaceId: asked.workspaceId, ids });
  if (found.length === ids.length) return;
  throw new AppError("invalid", "One of these channels does not exist any more. Choose again.", {
    field: asked.field,
  });
}
