import { AppError } from "#server/runtime/app-error.ts";
import { revokeKey } from "#server/store/api-key-store.ts";
import type { ActionDeps, MemberCaller } from "../caller.ts";
import { inTransaction, recordCommand } from "../monitor/in-transaction.ts";

/** Works no more from the next call on. */
export function revokeApiKey(deps: ActionDeps, caller: MemberCaller, id: string): Promise<{ ok: true }> {
  const { workspaceId } = caller.actor;
  return inTransaction(deps, async (tx) => {
    const at = deps.now();
    const key = await revokeKey(tx, { workspaceId, id, at });
    if (!key) throw new AppError("not_found", "There is no such API key.");
    await recordCommand(tx, caller, { action: "api_key.revoke", subject: id, at, detail: { before: key } });
    return { ok: true };
  });
}
