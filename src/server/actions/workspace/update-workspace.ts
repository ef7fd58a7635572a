import type { WorkspaceInput } from "#contracts/workspace.ts";
import { AppError } from "#server/runtime/app-error.ts";
import { lockWorkspace, saveWorkspace } from "#server/store/workspace-membership-store.ts";
import type { ActionDeps, MemberCaller } from "../caller.ts";
import { inTransaction, recordCommand } from "../monitor/in-transaction.ts";

export function updateWorkspace(
  deps: ActionDeps,
  caller: MemberCaller,
  { name, timeZone }: WorkspaceInput,
): Promise<{ ok: true }> {
  const id = caller.actor.workspaceId;
  return inTransaction(deps, async (tx) => {
    const before = await lockWorkspace(tx, id);
    if (!before) throw new AppError("not_found", "This workspace is gone.");
    if (before.name === name && before.timeZone === timeZone) return { ok: true };
    await saveWorkspace(tx, { id, name, timeZone });
    const detail = { before, after: { name, timeZone } };
    await recordCommand(tx, caller, { action: "workspace.update", subject: id, at: deps.now(), detail });
    return { ok: true };
  });
}
