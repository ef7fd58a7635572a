import type { ObjectiveInput } from "#contracts/objective.ts";
import { AppError } from "#server/runtime/app-error.ts";
import { listChannelIds } from "#server/store/channel-store.ts";
import {
  countMembers,
  countMonitors,
  lockObjective,
  type StoredObjective,
} from "#server/store/objective-store.ts";
import type { Tx } from "#server/store/prisma.ts";
import { type ActionDeps, type Caller, requireEditor } from "../caller.ts";
import { inTransaction } from "../monitor/in-transaction.ts";

/** Locks the caller's objective, after the check of the right to change it, and hands it to `work`. */
export function changeObjective<Result>(
  deps: ActionDeps,
  command: { caller: Caller; id: string },
  work: (tx: Tx, objective: StoredObjective) => Promise<Result>,
): Promise<Result> {
  requireEditor(command.caller);
  return inTransaction(deps, async (tx) => {
    const { workspaceId } = command.caller.actor;
    const objective = await lockObjective(tx, { workspaceId, id: command.id });
    if (!objective) throw new AppError("not_found", "There is no such objective.");
    return work(tx, objective);
  });
}

/** The objective with nothing named twice, and everything that it names looked up. */
export async function resolveObjective(
  tx: Tx,
  asked: { workspaceId: string; input: ObjectiveInput },
): Promise<ObjectiveInput> {
  const { workspaceId, input } = asked;
  const channelIds = [...new Set(input.channelIds)];
  const mailTo = [...new Set(input.mailTo)];
  const scope =
    input.scope.kind === "tag"
      ? input.scope
      : { ...input.scope, monitorIds: [...new Set(input.scope.monitorIds)] };
  if (scope.kind === "monitors") {
    const known = await countMonitors(tx, { workspaceId, publicIds: scope.monitorIds });
    if (known !== scope.monitorIds.length) {
      throw new AppError("invalid", "One of the monitors does not exist any more. Choose again.", {
        field: "scope.monitorIds",
      });
    }
  }
  if ((await listChannelIds(tx, { workspaceId, ids: channelIds })).length !== channelIds.length) {
    throw new AppError("invalid", "One of the channels does not exist any more. Choose again.", {
      field: "channelIds",
    });
  }
  if ((await countMembers(tx, { workspaceId, userIds: mailTo })) !== mailTo.length) {
    throw new AppError(
      "invalid",
      "Somebody who is to be sent the report is no member any more. Choose again.",
      {
        field: "mailTo",
      },
    );
  }
  return { ...input, scope, channelIds, mailTo };
}
