import type { InvitationView, OwnInvitation } from "#contracts/member.ts";
import type { Role } from "#contracts/role.ts";
import { Prisma } from "#generated/prisma/client.ts";
import type { Db, Sql, Tx } from "./prisma.ts";

export type StoredInvitation = {
  id: string;
  workspaceId: string;
  workspaceName: string;
  email: string;
  role: Role;
  tags: string[];
  expiresAt: Date;
  acceptedAt: Date | null;
  revokedAt: Date | null;
  mailedAt: Date | null;
};

export async function insertInvitation(
  tx: Tx,
  invitation: {
    id: string;
    workspaceId: string;
    email: string;
    role: Role;
    tags: string[];
    tokenHash: string;
    invitedByUserId: string;
    createdAt: Date;
    expiresAt: Date;
  },
): Promise<void> {
  await tx.invitation.create({ data: invitation });
}

const STORED = Prisma.sql`
  SELECT i.id, i.workspace_id AS "workspaceId", w.name AS "workspaceName", i.email, i.role::text AS role, i.tags,
    i.expires_at AS "expiresAt", i.accepted_at AS "acceptedAt", i.revoked_at AS "revokedAt", i.mailed_at AS "mailedAt"
  FROM invitation i JOIN workspace w ON w.id = i.workspace_id AND w.deleted_at IS NULL`;

/** By its link, by whom it is for, or by where it belongs: what does not match is absent. */
export type InvitationKey =
  | { tokenHash: string }
  | { id: string; email: string }
  | { id: string; workspaceId: string };

/** Null, too, when its workspace is gone. */
export async function findInvitation(tx: Tx, key: InvitationKey): Promise<StoredInvitation | null> {
  const [row] = await tx.$queryRaw<StoredInvitation[]>`${STORED} ${whereOf(key)}`;
  return row ?? null;
}

/** Of concurrent callers one goes on at a time. */
export async function lockInvitation(tx: Tx, key: InvitationKey): Promise<StoredInvitation | null> {
  const [row] = await tx.$queryRaw<StoredInvitation[]>`${STORED} ${whereOf(key)} FOR NO KEY UPDATE OF i`;
  return row ?? null;
}

function whereOf(key: InvitationKey): Prisma.Sql {
  if ("tokenHash" in key) return Prisma.sql`WHERE i.token_hash = ${key.tokenHash}`;
  if ("email" in key) return Prisma.sql`WHERE i.id = ${key.id}::uuid AND i.email = ${key.email}`;
  return Prisma.sql`WHERE i.id = ${key.id}::uuid AND i.workspace_id = ${key.workspaceId}::uuid`;
}

export async function renewInvitation(
  tx: Tx,
  renewal: { id: string; tokenHash: string; expiresAt: Date },
): Promise<void> {
  const { id, ...data } = renewal;
  await tx.invitation.update({ where: { id }, data: { ...data, mailedAt: null } });
}

export async function markInvitationAccepted(tx: Tx, use: { id: string; at: Date }): Promise<void> {
  await tx.invitation.update({ where: { id: use.id }, data: { acceptedAt: use.at } });
}

export async function markInvitationRevoked(tx: Tx, use: { id: string; at: Date }): Promise<void> {
  await tx.invitation.update({ where: { id: use.id }, data: { revokedAt: use.at } });
}

/** Only for the token that went out: a newer one may have been made meanwhile. */
export async function markInvitationMailed(
  db: Db,
  mail: { id: string; tokenHash: string; at: Date },
): Promise<void> {
  const { id, tokenHash, at } = mail;
  await db.invitation.updateMany({ where: { id, tokenHash }, data: { mailedAt: at } });
}

/** The one of this address that was neither accepted nor revoked; it may have expired. */
export async function findOpenInvitation(
  tx: Tx,
  asked: { workspaceId: string; email: string },
): Promise<{ id: string; expiresAt: Date } | null> {
  return tx.invitation.findFirst({
    where: { ...asked, acceptedAt: null, revokedAt: null },
    select: { id: true, expiresAt: true },
  });
}

/** Those that still wait for an answer, and those that nobody answered in time. Newest first. */
export async function listInvitations(
  sql: Sql,
  asked: { workspaceId: string; at: Date },
): Promise<InvitationView[]> {
  const { rows } = await sql.query<InvitationView>({
    name: "list-invitations",
    text: `SELECT i.id, i.email, i.role::text AS role, i.tags,
        (extract(epoch FROM i.created_at) * 1000)::float8 AS "createdAt",
        (extract(epoch FROM i.expires_at) * 1000)::float8 AS "expiresAt",
        i.expires_at <= $2 AS expired, i.mailed_at IS NOT NULL AS mailed, u.email AS "invitedBy"
      FROM invitation i LEFT JOIN "user" u ON u.id = i.invited_by_user_id
      WHERE i.workspace_id = $1 AND i.accepted_at IS NULL AND i.revoked_at IS NULL
      ORDER BY i.created_at DESC LIMIT 200`,
    values: [asked.workspaceId, asked.at],
  });
  return rows;
}

/** Open ones for an address, in whatever workspace. */
export async function listInvitationsFor(
  sql: Sql,
  asked: { email: string; at: Date },
): Promise<OwnInvitation[]> {
  const { rows } = await sql.query<OwnInvitation>({
    name: "list-own-invitations",
    text: `SELECT i.id, w.name AS workspace, i.role::text AS role,
        (extract(epoch FROM i.expires_at) * 1000)::float8 AS "expiresAt"
      FROM invitation i JOIN workspace w ON w.id = i.workspace_id AND w.deleted_at IS NULL
      WHERE i.email = $1 AND i.accepted_at IS NULL AND i.revoked_at IS NULL AND i.expires_at > $2
      ORDER BY i.created_at DESC LIMIT 20`,
    values: [asked.email, asked.at],
  });
  return rows;
}

/** The language that the user of this address chose; null when there is none. */
export async function findUserLocale(db: Tx, email: string): Promise<string | null> {
  return (await db.user.findUnique({ where: { email }, select: { locale: true } }))?.locale ?? null;
}

/** The address, when it is proven to be theirs. */
export async function findVerifiedEmail(db: Tx, userId: string): Promise<string | null> {
  const user = await db.user.findUnique({
    where: { id: userId },
    select: { email: true, emailVerifiedAt: true },
  });
  return user?.emailVerifiedAt ? user.email : null;
}

export async function hasAccount(db: Tx, email: string): Promise<boolean> {
  return (await db.user.count({ where: { email } })) > 0;
}

export async function insertInvitedUser(
  tx: Tx,
  user: {
    id: string;
    email: string;
    name: string;
    passwordHash: string;
    emailVerifiedAt: Date | null;
    at: Date;
  },
): Promise<void> {
  const { at, ...data } = user;
  await tx.user.create({ data: { ...data, createdAt: at } });
}
