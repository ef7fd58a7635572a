import { requireFreshProof } from "#server/auth/require-fresh-proof.ts";
import { AppError } from "#server/runtime/app-error.ts";
import { insertAuditEntry } from "#server/store/audit-entry-store.ts";
import { condemnWorkspace } from "#server/store/erase-store.ts";
import { findMember } from "#server/store/member-store.ts";
import { lockWorkspace } from "#server/store/workspace-membership-store.ts";
import type { ActionDeps, MemberCaller } from "../caller.ts";
import { inTransaction } from "../monitor/in-transaction.ts";

export type DeleteDeps = ActionDeps & { wakeEraser: () => void };

/**
 * At once it is closed to everybody and says nothing more; its data are removed after the answer, in parts. The entry
 * that is left belongs to whoever deleted it, not to the workspace.
 */
export async function deleteWorkspace(
  deps: DeleteDeps,
  caller: MemberCaller,
  typedName: string,
): Promise<{ ok: true }> {
  const at = deps.now();
  requireFreshProof(caller.identity, at);
  const { workspaceId, userId, email } = caller.actor;
  const { address, userAgent } = caller;
  await inTransaction(deps, async (tx) => {
    const workspace = await lockWorkspace(tx, workspaceId);
    if (!workspace) throw new AppError("not_found", "This workspace is gone.");
    const member = await findMember(tx, { workspaceId, userId });
    if (member?.role !== "owner") throw new AppError("forbidden", "Only an owner deletes the workspace.");
    if (typedName.trim() !== workspace.name.trim()) {
      throw new AppError("invalid", "This is not the name of the workspace.", { field: "name" });
    }
    await condemnWorkspace(tx, { workspaceId, at });
    const entry = { action: "workspace.delete", subject: workspaceId, actor: email };
    const detail = { before: { name: workspace.name } };
    await insertAuditEntry(tx, { ...entry, detail, workspaceId: null, userId, address, userAgent, at });
  });
  deps.wakeEraser();
  return { ok: true };
}
