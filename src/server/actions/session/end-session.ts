import { AppError } from "#server/runtime/app-error.ts";
import { insertAuditEntry } from "#server/store/audit-entry-store.ts";
import type { Db } from "#server/store/prisma.ts";
import { revokeSession } from "#server/store/session-store.ts";
import type { Person } from "../caller.ts";

/** Ends one of the caller's own sessions; ending one that is over changes nothing. */
export async function endSession(
  deps: { db: Db; now: () => Date },
  caller: Person,
  sessionId: string,
): Promise<{ ok: true }> {
  const { userId, email } = caller.identity;
  const at = deps.now();
  const from = { address: caller.address, userAgent: caller.userAgent };
  await deps.db.$transaction(async (tx) => {
    const found = await revokeSession(tx, { sessionId, userId, at });
    if (!found) throw new AppError("not_found", "There is no such session.");
    const entry = { action: "session.revoke", subject: sessionId, actor: email };
    await insertAuditEntry(tx, { ...entry, ...from, workspaceId: null, userId, at });
  });
  return { ok: true };
}
