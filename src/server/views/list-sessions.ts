import type { Identity } from "#server/auth/actor.ts";
import type { Db } from "#server/store/prisma.ts";
import { listLiveSessions } from "#server/store/session-store.ts";

export type SessionView = {
  id: string;
  createdAt: number;
  lastSeenAt: number;
  expiresAt: number;
  userAgent: string | null;
  address: string | null;
  /** How it began: contracts/sign-in.ts `SignInMethod`. */
  method: string;
  /** The one that this call was made with. */
  current: boolean;
};

export async function listSessionViews(
  deps: { db: Db; now: () => Date },
  identity: Identity,
): Promise<SessionView[]> {
  const sessions = await listLiveSessions(deps.db, { userId: identity.userId, at: deps.now() });
  return sessions.map((session) => ({
    ...session,
    createdAt: session.createdAt.getTime(),
    lastSeenAt: session.lastSeenAt.getTime(),
    expiresAt: session.expiresAt.getTime(),
    current: session.id === identity.sessionId,
  }));
}
