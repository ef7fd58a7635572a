import { uuidv7 } from "uuidv7";
import type { SignInMethod } from "#contracts/sign-in.ts";
import { getAccount } from "#server/store/account-store.ts";
import { insertAuditEntry } from "#server/store/audit-entry-store.ts";
import type { Db } from "#server/store/prisma.ts";
import { replaceSession } from "#server/store/sign-in-store.ts";
import { type AuthSettings, readSessionId } from "./current-actor.ts";
import { sealSession } from "./seal-session.ts";
import { serializeCookie } from "./serialize-cookie.ts";
import { SESSION_MS, sessionCookie } from "./session-cookie.ts";

export type SessionDeps = { db: Db; auth: AuthSettings; now: () => Date };
export type AuthRequest = { headers: Headers; address: string };

/** `cookie` is the Set-Cookie header that hands the session to the browser. */
export type OpenedSession = { sessionId: string; cookie: string };

/**
 * For somebody who has given every factor that their account asks for. Always a new id, and the session that the browser
 * had before ends: a planted cookie is worth nothing.
 */
export async function openSession(
  deps: SessionDeps,
  request: AuthRequest,
  who: { userId: string; method: SignInMethod },
): Promise<OpenedSession> {
  const at = deps.now();
  const sessionId = uuidv7();
  await replaceSession(deps.db, {
    ...who,
    id: sessionId,
    at,
    expiresAt: new Date(at.getTime() + SESSION_MS),
    userAgent: request.headers.get("user-agent")?.slice(0, 300) ?? null,
    address: request.address,
    previousId: await readSessionId(deps.auth, request.headers),
  });
  await recordSignIn(deps, request, { ...who, sessionId, at });
  const cookie = sessionCookie(deps.auth.appUrl);
  const value = await sealSession(deps.auth, { userId: who.userId, sessionId });
  return { sessionId, cookie: serializeCookie(cookie, value) };
}

async function recordSignIn(
  deps: SessionDeps,
  request: AuthRequest,
  opened: { userId: string; method: SignInMethod; sessionId: string; at: Date },
): Promise<void> {
  const { userId, method, sessionId, at } = opened;
  const { email } = await getAccount(deps.db, userId);
  const entry = { action: "session.open", subject: sessionId, actor: email, detail: { method } };
  const userAgent = request.headers.get("user-agent")?.slice(0, 300) ?? null;
  const { address } = request;
  await insertAuditEntry(deps.db, { ...entry, workspaceId: null, userId, address, userAgent, at });
}
