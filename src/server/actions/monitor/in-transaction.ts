import { AppError } from "#server/runtime/app-error.ts";
import { type AuditEntryInput, insertAuditEntry } from "#server/store/audit-entry-store.ts";
import { type LockedMonitor, lockMonitor } from "#server/store/monitor-store.ts";
import type { Tx } from "#server/store/prisma.ts";
import { wasUndone } from "#server/store/was-undone.ts";
import { type ActionDeps, type Caller, requireEditor } from "../caller.ts";

/** Commands and stages lock what they share in one order, but foreign keys lock in theirs. */
const ATTEMPTS = 4;

/**
 * Runs one command in one transaction, and again when Postgres has undone it because of another one: `work` changes nothing
 * outside of it. What it tells people leaves at once; to look for nothing costs one query.
 */
export async function inTransaction<Result>(
  deps: ActionDeps,
  work: (tx: Tx) => Promise<Result>,
): Promise<Result> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      const result = await deps.db.$transaction(work, { maxWait: 5_000, timeout: 15_000 });
      deps.wakeNotifier();
      return result;
    } catch (error) {
      if (attempt === ATTEMPTS || !wasUndone(error)) throw error;
    }
  }
}

/** Locks the caller's monitor, after the check of the right to change it, and hands it to `work`. */
export function changeMonitor<Result>(
  deps: ActionDeps,
  command: { caller: Caller; id: string },
  work: (tx: Tx, monitor: LockedMonitor) => Promise<Result>,
): Promise<Result> {
  requireEditor(command.caller);
  return inTransaction(deps, async (tx) => {
    const { workspaceId, tags } = command.caller.actor;
    const monitor = await lockMonitor(tx, { workspaceId, tags, publicId: command.id });
    if (!monitor) throw new AppError("not_found", "There is no such monitor.");
    return work(tx, monitor);
  });
}

export function recordCommand(
  tx: Tx,
  caller: Caller,
  entry: Pick<AuditEntryInput, "action" | "subject" | "at" | "detail">,
): Promise<void> {
  const { actor, address, userAgent } = caller;
  return insertAuditEntry(tx, {
    ...entry,
    workspaceId: actor.workspaceId,
    userId: actor.kind === "user" ? actor.userId : null,
    apiKeyId: actor.kind === "key" ? actor.keyId : null,
    actor: actor.label,
    address,
    userAgent,
  });
}
