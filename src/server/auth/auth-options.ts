import type { AuthOptions } from "next-auth";
import Credentials from "next-auth/providers/credentials";
import type { Logger } from "#server/runtime/log.ts";
import type { Db } from "#server/store/prisma.ts";
import { revokeSession } from "#server/store/session-store.ts";
import type { AuthSettings } from "./current-actor.ts";
import { findSignedIn } from "./find-actor.ts";
import { type AuthRequest, openSession } from "./open-session.ts";
import { sessionCookie } from "./session-cookie.ts";
import { describeWait, signInWithPassword } from "./sign-in.ts";

export type AuthDeps = { db: Db; auth: AuthSettings; log: Logger; now: () => Date };

/** Shown by the sign-in page as it is; any other failure is next-auth's code `CredentialsSignin`. */
const UNAVAILABLE = "Signing in does not work right now. Try again in a minute.";

/** Further providers (OAuth, magic links) are added to `providers` only: every one gets its session in `jwt`. */
export function authOptions(deps: AuthDeps, request: AuthRequest): AuthOptions {
  const cookie = sessionCookie(deps.auth.appUrl);
  return {
    secret: deps.auth.secret,
    session: { strategy: "jwt", maxAge: cookie.maxAgeSec },
    cookies: { sessionToken: { name: cookie.name, options: cookie.options } },
    pages: { signIn: "/sign-in", error: "/sign-in" },
    providers: [passwordProvider(deps, request)],
    callbacks: {
      async jwt({ token, user }) {
        if (user) {
          const who = { userId: user.id, method: "password" as const };
          return { sub: user.id, sessionId: (await openSession(deps, request, who)).sessionId };
        }
        const sessionId = String(token.sessionId);
        const signedIn = await findSignedIn(deps, { sessionId, at: deps.now() });
        // next-auth clears the cookie when this rejects.
        if (!signedIn) throw new Error("The session is over.");
        return token;
      },
    },
    events: {
      async signOut({ token }) {
        if (typeof token?.sessionId !== "string" || !token.sub) return;
        await revokeSession(deps.db, { sessionId: token.sessionId, userId: token.sub, at: deps.now() });
      },
    },
    logger: {
      error: (code, metadata) => deps.log.warn({ code, detail: describe(metadata) }, "sign-in error"),
      warn: (code) => deps.log.debug({ code }, "sign-in warning"),
      debug: (code) => deps.log.debug({ code }, "sign-in"),
    },
  };
}

function passwordProvider(deps: AuthDeps, request: AuthRequest) {
  return Credentials({
    credentials: { email: { type: "email" }, password: { type: "password" } },
    async authorize(credentials) {
      const email = String(credentials?.email ?? "").slice(0, 320);
      const password = String(credentials?.password ?? "");
      const answer = await signInWithPassword(deps, {
        email,
        password,
        address: request.address,
        at: deps.now(),
      }).catch((error: unknown) => {
        deps.log.error({ err: error }, "sign-in failed");
        throw new Error(UNAVAILABLE, { cause: error });
      });
      if (answer.kind === "throttled") throw new Error(describeWait(answer.waitMs));
      return answer.kind === "welcome" ? answer.user : null;
    },
  });
}

function describe(metadata: unknown): string {
  if (metadata instanceof Error) return metadata.message;
  const error = metadata && typeof metadata === "object" && "error" in metadata ? metadata.error : metadata;
  return error instanceof Error ? error.message : String(error);
}
