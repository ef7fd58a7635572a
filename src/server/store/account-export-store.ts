import type { Tx } from "./prisma.ts";

/** What is kept about a person, without anything that lets somebody sign in. */
export async function readAccountRecord(db: Tx, userId: string) {
  return db.user.findUniqueOrThrow({
    where: { id: userId },
    select: {
      id: true,
      email: true,
      name: true,
      emailVerifiedAt: true,
      locale: true,
      timeZone: true,
      preferences: true,
      totpConfirmedAt: true,
      createdAt: true,
      accounts: { select: { provider: true, subject: true, email: true, linkedAt: true, usedAt: true } },
      passkeys: { select: { id: true, name: true, createdAt: true, usedAt: true, backedUp: true } },
      sessions: {
        select: {
          createdAt: true,
          lastSeenAt: true,
          expiresAt: true,
          revokedAt: true,
          userAgent: true,
          address: true,
          method: true,
        },
      },
      members: {
        select: { role: true, tags: true, createdAt: true, workspace: { select: { id: true, name: true } } },
      },
      savedViews: { select: { workspaceId: true, name: true, query: true, createdAt: true } },
    },
  });
}

type Page = { after: string | null; limit: number };

/** In the order of their ids, which is the order of time. */
export async function readAuditPage(db: Tx, page: Page & { userId: string }) {
  return db.auditEntry.findMany({
    where: { userId: page.userId, ...(page.after !== null && { id: { gt: page.after } }) },
    orderBy: { id: "asc" },
    take: page.limit,
    select: {
      id: true,
      workspaceId: true,
      action: true,
      subject: true,
      address: true,
      userAgent: true,
      detail: true,
      createdAt: true,
    },
  });
}

/** What they said and did in timelines, in workspaces that they still belong to. */
export async function readTimelinePage(db: Tx, page: Page & { userId: string; email: string }) {
  return db.incidentEvent.findMany({
    where: {
      actor: page.email,
      incident: { workspace: { members: { some: { userId: page.userId } } } },
      ...(page.after !== null && { id: { gt: page.after } }),
    },
    orderBy: { id: "asc" },
    take: page.limit,
    select: { id: true, incidentId: true, at: true, kind: true, message: true },
  });
}

export async function readInvitations(db: Tx, email: string) {
  return db.invitation.findMany({
    where: { email },
    select: {
      workspaceId: true,
      role: true,
      createdAt: true,
      expiresAt: true,
      acceptedAt: true,
      revokedAt: true,
    },
  });
}
