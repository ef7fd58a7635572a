import type { ImportedHistoryInput } from "#contracts/imported-history.ts";
import { putImportedDays } from "#server/store/imported-day-store.ts";
import { type ActionDeps, type Caller, requireEditor } from "../caller.ts";
import { inTransaction, recordCommand } from "../monitor/in-transaction.ts";

/** Only of days before the monitor was made here: what Uptick measures itself is never mixed with what others counted. */
export function addImportedHistory(
  deps: ActionDeps,
  caller: Caller,
  input: ImportedHistoryInput,
): Promise<{ added: number }> {
  requireEditor(caller);
  const { workspaceId } = caller.actor;
  return inTransaction(deps, async (tx) => {
    const added = await putImportedDays(tx, { ...input, workspaceId });
    const detail = { product: input.product, days: added };
    await recordCommand(tx, caller, { action: "imported.add", subject: workspaceId, at: deps.now(), detail });
    return { added };
  });
}
