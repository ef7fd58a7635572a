import type { Db } from "#server/store/prisma.ts";
import { findLiveSession, type LiveSession, touchSession } from "#server/store/session-store.ts";
import type { Actor, Identity } from "./actor.ts";

const SEEN_EVERY_MS = 60_000;
const IDLE_MS = 7 * 86_400_000;

/** `actor` is null for a person who belongs to no workspace. */
export type SignedIn = { identity: Identity; actor: Actor | null };

/** Null as soon as the session is revoked, expired, or was idle for seven days. */
export async function findSignedIn(
  deps: { db: Db },
  query: { sessionId: string; at: Date },
): Promise<SignedIn | null> {
  const idleSince = new Date(query.at.getTime() - IDLE_MS);
  const session = await findLiveSession(deps.db, { ...query, idleSince });
  if (!session) return null;

  const staleBefore = new Date(query.at.getTime() - SEEN_EVERY_MS);
  if (session.lastSeenAt < staleBefore) await touchSession(deps.db, { ...query, staleBefore });
  return describeSession(session);
}

function describeSession({ member, lastSeenAt: _, ...identity }: LiveSession): SignedIn {
  if (member === null) return { identity, actor: null };
  return { identity, actor: { kind: "user", ...identity, ...member, label: identity.email } };
}
