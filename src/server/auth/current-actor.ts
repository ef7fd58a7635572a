import { decode } from "next-auth/jwt";
import type { Db } from "#server/store/prisma.ts";
import type { Actor, Identity } from "./actor.ts";
import { findSignedIn } from "./find-actor.ts";
import { findKeyActor, readApiKey } from "./find-key-actor.ts";
import { readCookie, sessionCookie } from "./session-cookie.ts";

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

export type AuthSettings = { appUrl: string; secret: string; trustProxy: boolean };

/** Who makes a request: both null for a visitor; a key has no identity. */
export type Principal = { identity: Identity | null; actor: Actor | null };

const NOBODY: Principal = { identity: null, actor: null };

/** Reads the key or the cookie and asks the database: what is revoked fails at this very call. */
export async function currentPrincipal(
  deps: { db: Db; auth: AuthSettings },
  request: { headers: Headers; at: Date; address: string },
): Promise<Principal> {
  const { headers, at, address } = request;
  const key = readApiKey(headers);
  if (key !== null) return { identity: null, actor: await findKeyActor(deps, { key, at, address }) };
  const sessionId = await readSessionId(deps.auth, headers);
  if (sessionId === null) return NOBODY;
  return (await findSignedIn(deps, { sessionId, at })) ?? NOBODY;
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
