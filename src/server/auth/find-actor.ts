import type { Db } from "#server/store/prisma.ts";
import { findLiveSession, touchSession } from "#server/store/session-store.ts";
import type { Actor } from "./actor.ts";

const SEEN_EVERY_MS = 60_000;

/** Null as soon as the session is revoked or expired. */
export async function findActor(
  deps: { db: Db },
  query: { sessionId: string; at: Date },
): Promise<Actor | null> {
  const session = await findLiveSession(deps.db, query);
  if (!session) return null;

  const { lastSeenAt, ...identity } = session;
  const staleBefore = new Date(query.at.getTime() - SEEN_EVERY_MS);
  if (lastSeenAt < staleBefore) await touchSession(deps.db, { ...query, staleBefore });
  return { kind: "user", ...identity };
}
