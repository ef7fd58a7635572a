import { type AuditEntryInput, insertAuditEntry } from "#server/store/audit-entry-store.ts";
import type { Tx } from "#server/store/prisma.ts";
import type { Person } from "../caller.ts";

/** What somebody did to their own account: it belongs to no workspace. */
export function recordAccountEvent(
  tx: Tx,
  person: Person,
  entry: Pick<AuditEntryInput, "action" | "at" | "detail"> & { subject?: string },
): Promise<void> {
  const { identity, address, userAgent } = person;
  const { userId, email } = identity;
  return insertAuditEntry(tx, {
    subject: userId,
    ...entry,
    workspaceId: null,
    userId,
    actor: email,
    address,
    userAgent,
  });
}
