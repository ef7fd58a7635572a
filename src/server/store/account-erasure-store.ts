import { Prisma } from "#generated/prisma/client.ts";
import type { Tx } from "./prisma.ts";

export type Erased = { userId: string; email: string; standIn: string };

/** Where a person's address stands in words that stay when they go. */
const TEXTS = [
  ["incident", ["title", "cause", "acknowledged_by", "post_mortem"]],
  ["incident_event", ["actor", "message"]],
  ["delivery", ["last_error", "response_body", "held_because"]],
] as const;
const DOCUMENTS = [
  ["incident_event", ["detail"]],
  ["delivery", ["notification", "request"]],
] as const;

/** The memberships of a user with how many belong to each workspace, in the order that locks are taken. */
export async function listMembershipCounts(tx: Tx, userId: string) {
  return tx.$queryRaw<{ workspaceId: string; name: string; role: string; members: number; owners: number }[]>`
    SELECT w.id AS "workspaceId", w.name, m.role::text AS role,
      (SELECT count(*)::int FROM member WHERE workspace_id = w.id) AS members,
      (SELECT count(*)::int FROM member WHERE workspace_id = w.id AND role = 'owner') AS owners
    FROM member m JOIN workspace w ON w.id = m.workspace_id WHERE m.user_id = ${userId}::uuid ORDER BY w.id`;
}

/** Timelines and messages keep what happened; who it was, they forget. An address that only contains this one stays. */
export async function anonymizeTimelines(tx: Tx, { email, standIn }: Erased): Promise<void> {
  const like = `%${email.replace(/[\\%_]/g, "\\$&")}%`;
  const pattern = wholeAddress(email);
  for (const [table, columns] of TEXTS) {
    for (const column of columns) {
      const name = Prisma.raw(`"${column}"`);
      await tx.$executeRaw`UPDATE ${Prisma.raw(`"${table}"`)}
        SET ${name} = regexp_replace(${name}, ${pattern}, ${standIn}, 'gi') WHERE ${name} ILIKE ${like}`;
    }
  }
  for (const [table, columns] of DOCUMENTS) {
    for (const column of columns) {
      const name = Prisma.raw(`"${column}"`);
      await tx.$executeRaw`UPDATE ${Prisma.raw(`"${table}"`)}
        SET ${name} = regexp_replace(${name}::text, ${pattern}, ${standIn}, 'gi')::jsonb
        WHERE ${name}::text ILIKE ${like}`;
    }
  }
}

/** What names the user by id without being theirs. */
export async function forgetUser(tx: Tx, { userId, email }: Erased): Promise<void> {
  await tx.incident.updateMany({ where: { assignedUserId: userId }, data: { assignedUserId: null } });
  await tx.incident.updateMany({ where: { createdByUserId: userId }, data: { createdByUserId: null } });
  await tx.apiKey.updateMany({ where: { createdByUserId: userId }, data: { createdByUserId: null } });
  await tx.invitation.updateMany({ where: { invitedByUserId: userId }, data: { invitedByUserId: null } });
  await tx.invitation.deleteMany({ where: { email } });
  await tx.oneTimeToken.deleteMany({ where: { email } });
  await tx.bulkRun.deleteMany({ where: { userId } });
  await tx.trial.deleteMany({ where: { author: { contains: userId } } });
  await tx.rateLimit.deleteMany({
    where: { OR: [{ key: { contains: userId } }, { key: { contains: email } }] },
  });
}

/** With sessions, memberships, passkeys, linked accounts, codes, tokens and views of their own. */
export async function eraseUserRow(tx: Tx, userId: string): Promise<void> {
  await tx.user.delete({ where: { id: userId }, select: { id: true } });
}

/** In a JSON text, a line's first word follows the letter of its escape. */
function wholeAddress(email: string): string {
  const literal = email.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
  return `((?<![A-Za-z0-9._%+-])|(?<=\\\\[nrt]))${literal}(?![A-Za-z0-9-])(?!\\.[A-Za-z0-9])`;
}
