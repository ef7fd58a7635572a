import { AppError } from "#server/runtime/app-error.ts";
import type { StoredChannel } from "#server/store/channel-store.ts";
import { deleteChannel as removeChannel } from "#server/store/channel-store.ts";
import { listPoliciesTelling } from "#server/store/escalation-policy-store.ts";
import { listSchedulesTelling } from "#server/store/on-call-store.ts";
import type { Tx } from "#server/store/prisma.ts";
import type { ActionDeps, Caller } from "../caller.ts";
import { nameSome } from "../escalation/change-escalation.ts";
import { recordCommand } from "../monitor/in-transaction.ts";
import { changeChannel, describeChannel } from "./change-channel.ts";

/** Its deliveries, waiting ones too, go with it. */
export function deleteChannel(deps: ActionDeps, caller: Caller, id: string): Promise<{ id: string }> {
  return changeChannel(deps, { caller, id }, async (tx, channel) => {
    await refuseWhileUsed(tx, channel);
    await removeChannel(tx, id);
    const detail = { before: describeChannel(channel) };
    await recordCommand(tx, caller, { action: "channel.delete", subject: id, at: deps.now(), detail });
    return { id };
  });
}

/** A step that tells nobody, or a turn of nobody, is an alert that reaches nobody. */
async function refuseWhileUsed(tx: Tx, { id, workspaceId, name }: StoredChannel): Promise<void> {
  const asked = { workspaceId, channelId: id };
  const users = [...(await listPoliciesTelling(tx, asked)), ...(await listSchedulesTelling(tx, asked))];
  if (users.length === 0) return;
  throw new AppError(
    "conflict",
    `${name} is used by ${nameSome(users)} (Escalation and On call). Put another channel in its place first.`,
  );
}
