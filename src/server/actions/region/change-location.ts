import { AppError } from "#server/runtime/app-error.ts";
import type { Tx } from "#server/store/prisma.ts";
import { type LocationRow, lockLocation } from "#server/store/private-location-store.ts";
import type { ActionDeps, MemberCaller } from "../caller.ts";
import { inTransaction } from "../monitor/in-transaction.ts";

/** Locks a private location of the caller's workspace and hands it to `work`; any other is as absent as none. */
export function changeLocation<Result>(
  deps: ActionDeps,
  command: { caller: MemberCaller; code: string },
  work: (tx: Tx, location: LocationRow) => Promise<Result>,
): Promise<Result> {
  return inTransaction(deps, async (tx) => {
    const { workspaceId } = command.caller.actor;
    const location = await lockLocation(tx, { workspaceId, code: command.code });
    if (!location) throw new AppError("not_found", "There is no such private location.");
    return work(tx, location);
  });
}
