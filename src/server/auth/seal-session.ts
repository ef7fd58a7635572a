import { encode } from "next-auth/jwt";
import type { AuthSettings } from "./current-actor.ts";
import { sessionCookie } from "./session-cookie.ts";

/** The value of the session's cookie. */
export function sealSession(
  auth: AuthSettings,
  session: { userId: string; sessionId: string },
): Promise<string> {
  const { maxAgeSec } = sessionCookie(auth.appUrl);
  const token = { sub: session.userId, sessionId: session.sessionId };
  return encode({ token, secret: auth.secret, maxAge: maxAgeSec });
}
