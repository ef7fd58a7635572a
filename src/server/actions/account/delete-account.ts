import { requireFreshProof } from "#server/auth/require-fresh-proof.ts";
import { AppError } from "#server/runtime/app-error.ts";
import {
  anonymizeTimelines,
  eraseUserRow,
  forgetUser,
  listMembershipCounts,
} from "#server/store/account-erasure-store.ts";
import { insertAuditEntry } from "#server/store/audit-entry-store.ts";
import { anonymizeAudit } from "#server/store/audit-erasure-store.ts";
import { condemnWorkspace } from "#server/store/erase-store.ts";
import { insertIncidentEvent } from "#server/store/incident-store.ts";
import { unassignOpenIncidents } from "#server/store/member-store.ts";
import type { Db, Tx } from "#server/store/prisma.ts";
import { lockWorkspace } from "#server/store/workspace-membership-store.ts";
import type { Person } from "../caller.ts";

type DeleteDeps = { db: Db; now: () => Date; wakeEraser: () => void };

/** Who did something, where it stays written, once the account is gone. */
const STAND_IN = "Deleted user";
/** All timelines are searched for the address. */
const PATIENCE = { maxWait: 5_000, timeout: 120_000 };

/**
 * Really gone: no row has the id or the address any more. Workspaces of theirs alone go, too; one with other people
 * needs another owner first.
 */
export async function deleteAccount(
  deps: DeleteDeps,
  person: Person,
  input: { email: string },
): Promise<{ ok: true }> {
  const at = deps.now();
  const { userId, email } = person.identity;
  requireFreshProof(person.identity, at);
  if (input.email !== email) {
    throw new AppError("invalid", "This is not the e-mail address of your account.", { field: "email" });
  }
  const erased = { userId, email, standIn: STAND_IN };
  await deps.db.$transaction(async (tx) => {
    await leaveWorkspaces(tx, { userId, at });
    await anonymizeTimelines(tx, erased);
    await anonymizeAudit(tx, erased);
    await forgetUser(tx, erased);
    await eraseUserRow(tx, userId);
    const entry = { action: "account.delete", subject: null, actor: STAND_IN, address: "", at };
    await insertAuditEntry(tx, { ...entry, workspaceId: null, userId: null });
  }, PATIENCE);
  deps.wakeEraser();
  return { ok: true };
}

/** Counts after all locks are held: two last owners cannot both leave. */
async function leaveWorkspaces(tx: Tx, { userId, at }: { userId: string; at: Date }): Promise<void> {
  for (const { workspaceId } of await listMembershipCounts(tx, userId)) await lockWorkspace(tx, workspaceId);
  const workspaces = await listMembershipCounts(tx, userId);
  const orphaned = workspaces.filter((one) => one.members > 1 && one.role === "owner" && one.owners === 1);
  if (orphaned.length > 0) throw new AppError("conflict", describeOrphaned(orphaned.map(({ name }) => name)));

  for (const { workspaceId, members } of workspaces) {
    if (members === 1) await condemnWorkspace(tx, { workspaceId, at });
    else await unassign(tx, { workspaceId, userId, at });
  }
}

async function unassign(tx: Tx, left: { workspaceId: string; userId: string; at: Date }): Promise<void> {
  const message = "Assigned to nobody: the account of whoever had it was deleted.";
  const event = { at: left.at, kind: "assigned" as const, actor: STAND_IN, message };
  for (const incidentId of await unassignOpenIncidents(tx, left)) {
    await insertIncidentEvent(tx, { ...event, incidentId });
  }
}

function describeOrphaned(names: readonly string[]): string {
  const list = names.map((name) => `“${name}”`).join(", ");
  return `You are the last owner of ${list}, and others work there. Make somebody else an owner first, or delete the workspace.`;
}
