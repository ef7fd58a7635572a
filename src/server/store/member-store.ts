import type { MemberView } from "#contracts/member.ts";
import type { Role } from "#contracts/role.ts";
import type { Sql, Tx } from "./prisma.ts";

export type LockedMember = { userId: string; email: string; role: Role; tags: string[] };

/**
 * Who belongs to a workspace changes one command after the other: each takes this lock first, and reads roles after it.
 * False when the workspace is gone, or going.
 */
export async function lockMembership(tx: Tx, workspaceId: string): Promise<boolean> {
  const rows = await tx.$queryRaw<unknown[]>`
    SELECT 1 AS held FROM workspace WHERE id = ${workspaceId}::uuid AND deleted_at IS NULL FOR NO KEY UPDATE`;
  return rows.length === 1;
}

/** Null for somebody who is no member. */
export async function findMember(
  tx: Tx,
  key: { workspaceId: string; userId: string },
): Promise<LockedMember | null> {
  const [row] = await tx.$queryRaw<LockedMember[]>`
    SELECT m.user_id AS "userId", u.email, m.role::text AS role, m.tags
    FROM member m JOIN "user" u ON u.id = m.user_id
    WHERE m.workspace_id = ${key.workspaceId}::uuid AND m.user_id = ${key.userId}::uuid`;
  return row ?? null;
}

export async function countOwners(tx: Tx, workspaceId: string): Promise<number> {
  return tx.member.count({ where: { workspaceId, role: "owner" } });
}

export async function isMemberAddress(
  tx: Tx,
  asked: { workspaceId: string; email: string },
): Promise<boolean> {
  const { workspaceId, email } = asked;
  return (await tx.member.count({ where: { workspaceId, user: { email } } })) > 0;
}

export async function insertMember(
  tx: Tx,
  member: { workspaceId: string; userId: string; role: Role; tags: string[]; at: Date },
): Promise<void> {
  const { at, ...data } = member;
  await tx.member.create({ data: { ...data, createdAt: at } });
}

export async function saveMember(
  tx: Tx,
  change: { workspaceId: string; userId: string; role: Role; tags: string[] },
): Promise<void> {
  const { workspaceId, userId, role, tags } = change;
  await tx.member.update({ where: { workspaceId_userId: { workspaceId, userId } }, data: { role, tags } });
}

/** With what is theirs alone in this workspace. */
export async function deleteMember(tx: Tx, key: { workspaceId: string; userId: string }): Promise<void> {
  const { workspaceId, userId } = key;
  await tx.savedView.deleteMany({ where: { workspaceId, userId } });
  await tx.session.updateMany({ where: { workspaceId, userId }, data: { workspaceId: null } });
  await tx.member.delete({ where: { workspaceId_userId: { workspaceId, userId } } });
}

/** Ids of the open incidents that wait for a person who is there no more; they are assigned to nobody now. */
export async function unassignOpenIncidents(
  tx: Tx,
  key: { workspaceId: string; userId: string },
): Promise<string[]> {
  const rows = await tx.$queryRaw<{ id: string }[]>`
    UPDATE incident SET assigned_user_id = NULL WHERE id IN (
      SELECT id FROM incident
      WHERE workspace_id = ${key.workspaceId}::uuid AND assigned_user_id = ${key.userId}::uuid AND closed_at IS NULL
      ORDER BY id FOR UPDATE)
    RETURNING id`;
  return rows.map(({ id }) => id);
}

/** Owners first, then by address. */
export async function listMembers(sql: Sql, workspaceId: string): Promise<MemberView[]> {
  const { rows } = await sql.query<MemberView>({
    name: "list-members",
    text: `SELECT m.user_id AS "userId", u.email, u.name, m.role::text AS role, m.tags,
        (extract(epoch FROM m.created_at) * 1000)::float8 AS "joinedAt",
        (SELECT (extract(epoch FROM max(s.last_seen_at)) * 1000)::float8 FROM session s WHERE s.user_id = u.id) AS "lastSeenAt",
        u.totp_confirmed_at IS NOT NULL OR EXISTS (SELECT FROM passkey p WHERE p.user_id = u.id) AS "hasSecondFactor"
      FROM member m JOIN "user" u ON u.id = m.user_id
      WHERE m.workspace_id = $1 ORDER BY m.role, u.email`,
    values: [workspaceId],
  });
  return rows;
}
