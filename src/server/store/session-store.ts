import type { Role } from "#contracts/role.ts";
import type { Tx } from "./prisma.ts";

export type LiveSession = {
  sessionId: string;
  userId: string;
  email: string;
  name: string | null;
  lastSeenAt: Date;
  provenAt: Date;
  /** Where the session looks; null when its user belongs to no workspace. */
  member: { workspaceId: string; workspaceName: string; role: Role; tags: string[] } | null;
};

type SessionRow = Omit<LiveSession, "member"> &
  ({ workspaceId: string; workspaceName: string; role: Role; tags: string[] } | { workspaceId: null });

/** Null when the session is unknown, revoked, idle for too long or expired. */
export async function findLiveSession(
  db: Tx,
  query: { sessionId: string; at: Date; idleSince: Date },
): Promise<LiveSession | null> {
  const [row] = await db.$queryRaw<SessionRow[]>`
    SELECT s.id AS "sessionId", u.id AS "userId", u.email, u.name, s.last_seen_at AS "lastSeenAt",
           s.proven_at AS "provenAt", w.id AS "workspaceId", w.name AS "workspaceName", m.role::text AS role, m.tags
    FROM session s
    JOIN "user" u ON u.id = s.user_id
    LEFT JOIN member m ON m.user_id = u.id
    LEFT JOIN workspace w ON w.id = m.workspace_id
    WHERE s.id = ${query.sessionId}::uuid AND s.revoked_at IS NULL AND s.expires_at > ${query.at}
      AND s.last_seen_at > ${query.idleSince}
    ORDER BY (w.id = s.workspace_id) DESC NULLS LAST, m.created_at, w.id
    LIMIT 1`;
  if (!row) return null;
  const { sessionId, userId, email, name, lastSeenAt, provenAt } = row;
  const session = { sessionId, userId, email, name, lastSeenAt, provenAt };
  if (row.workspaceId === null) return { ...session, member: null };
  const { workspaceId, workspaceName, role, tags } = row;
  return { ...session, member: { workspaceId, workspaceName, role, tags } };
}

export async function touchSession(
  db: Tx,
  seen: { sessionId: string; at: Date; staleBefore: Date },
): Promise<void> {
  await db.session.updateMany({
    where: { id: seen.sessionId, lastSeenAt: { lt: seen.staleBefore } },
    data: { lastSeenAt: seen.at },
  });
}

export async function listLiveSessions(db: Tx, query: { userId: string; at: Date }) {
  return db.session.findMany({
    where: { userId: query.userId, revokedAt: null, expiresAt: { gt: query.at } },
    orderBy: [{ lastSeenAt: "desc" }, { id: "desc" }],
    select: {
      id: true,
      createdAt: true,
      lastSeenAt: true,
      expiresAt: true,
      userAgent: true,
      address: true,
      method: true,
    },
    take: 100,
  });
}

/** False when the user has no such session. A session that is over already stays as it is. */
export async function revokeSession(
  db: Tx,
  target: { sessionId: string; userId: string; at: Date },
): Promise<boolean> {
  const { count } = await db.session.updateMany({
    where: { id: target.sessionId, userId: target.userId, revokedAt: null },
    data: { revokedAt: target.at },
  });
  if (count === 1) return true;
  return (await db.session.count({ where: { id: target.sessionId, userId: target.userId } })) === 1;
}

/** How many ended. Without `except`, all of them. */
export async function revokeSessions(
  db: Tx,
  target: { userId: string; except: string | null; at: Date },
): Promise<number> {
  const { count } = await db.session.updateMany({
    where: {
      userId: target.userId,
      revokedAt: null,
      ...(target.except !== null && { id: { not: target.except } }),
    },
    data: { revokedAt: target.at },
  });
  return count;
}

export async function proveSession(
  db: Tx,
  proof: { sessionId: string; userId: string; at: Date },
): Promise<void> {
  await db.session.updateMany({
    where: { id: proof.sessionId, userId: proof.userId, revokedAt: null },
    data: { provenAt: proof.at },
  });
}

/** Whether the address is one that this user comes from. */
export async function wasSignedInFrom(
  db: Tx,
  query: { userId: string; address: string; since: Date },
): Promise<boolean> {
  const { userId, address, since } = query;
  return (await db.session.findFirst({ where: { userId, address, createdAt: { gte: since } } })) !== null;
}
