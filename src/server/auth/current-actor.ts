import { decode } from "next-auth/jwt";
import type { Db } from "#server/store/prisma.ts";
import type { Actor } from "./actor.ts";
import { findActor } from "./find-actor.ts";
import { readCookie, sessionCookie } from "./session-cookie.ts";

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

export type AuthSettings = { appUrl: string; secret: string; trustProxy: boolean };

/** Reads the cookie and asks the database: a revoked session fails at this very call. */
export async function currentActor(
  deps: { db: Db; auth: AuthSettings },
  request: { headers: Headers; at: Date },
): Promise<Actor | null> {
  const sessionId = await readSessionId(deps.auth, request.headers);
  return sessionId === null ? null : findActor(deps, { sessionId, at: request.at });
}

/** The id in a cookie that we signed; null for anything else. */
export async function readSessionId(auth: AuthSettings, headers: Headers): Promise<string | null> {
  const token = readCookie(headers, sessionCookie(auth.appUrl).name);
  if (token === null) return null;
  // A forged, damaged or outdated cookie is the same as none.
  const payload = await decode({ token, secret: auth.secret }).catch(() => null);
  const sessionId = payload?.sessionId;
  return typeof sessionId === "string" && UUID.test(sessionId) ? sessionId : null;
}
