import type { Role } from "#contracts/role.ts";
import type { WorkspaceChoice, WorkspaceView } from "#contracts/workspace.ts";
import type { Sql, Tx } from "./prisma.ts";

/** With its first owner. */
export async function insertWorkspace(
  tx: Tx,
  workspace: { id: string; name: string; timeZone: string; ownerId: string; at: Date },
): Promise<void> {
  const { id, name, timeZone, ownerId, at } = workspace;
  const members = { create: { userId: ownerId, role: "owner" as const, createdAt: at } };
  await tx.workspace.create({ data: { id, name, timeZone, createdAt: at, members } });
}

/** What the browser of this session looks at from its next call on. */
export async function setSessionWorkspace(
  tx: Tx,
  change: { sessionId: string; userId: string; workspaceId: string },
): Promise<void> {
  const { sessionId, userId, workspaceId } = change;
  await tx.session.updateMany({ where: { id: sessionId, userId }, data: { workspaceId } });
}

/** Held until the end of the transaction; null when it is gone. */
export async function lockWorkspace(tx: Tx, id: string): Promise<{ name: string; timeZone: string } | null> {
  const [row] = await tx.$queryRaw<{ name: string; timeZone: string }[]>`
    SELECT name, time_zone AS "timeZone" FROM workspace
    WHERE id = ${id}::uuid AND deleted_at IS NULL FOR NO KEY UPDATE`;
  return row ?? null;
}

export async function saveWorkspace(
  tx: Tx,
  change: { id: string; name: string; timeZone: string },
): Promise<void> {
  const { id, ...data } = change;
  await tx.workspace.update({ where: { id }, data });
}

export async function countOwned(tx: Tx, userId: string): Promise<number> {
  return tx.member.count({ where: { userId, role: "owner" } });
}

/** By name. */
export async function listWorkspacesOf(sql: Sql, userId: string): Promise<WorkspaceChoice[]> {
  const { rows } = await sql.query<WorkspaceChoice>({
    name: "list-workspaces-of",
    text: `SELECT w.id, w.name, m.role::text AS role,
        (SELECT count(*)::int FROM member other WHERE other.workspace_id = w.id) AS members,
        (SELECT count(*)::int FROM monitor WHERE monitor.workspace_id = w.id) AS monitors
      FROM member m JOIN workspace w ON w.id = m.workspace_id AND w.deleted_at IS NULL
      WHERE m.user_id = $1 ORDER BY lower(w.name), w.id`,
    values: [userId],
  });
  return rows;
}

export async function findWorkspaceView(
  sql: Sql,
  asked: { id: string; role: Role },
): Promise<WorkspaceView | null> {
  const { rows } = await sql.query<Omit<WorkspaceView, "role">>({
    name: "find-workspace-view",
    text: `SELECT w.id, w.name, w.time_zone AS "timeZone", (extract(epoch FROM w.created_at) * 1000)::float8 AS "createdAt",
        (SELECT count(*)::int FROM member m WHERE m.workspace_id = w.id AND m.role = 'owner') AS owners,
        (SELECT count(*)::int FROM member m WHERE m.workspace_id = w.id) AS members,
        (SELECT count(*)::int FROM monitor WHERE monitor.workspace_id = w.id) AS monitors
      FROM workspace w WHERE w.id = $1`,
    values: [asked.id],
  });
  return rows[0] ? { ...rows[0], role: asked.role } : null;
}
