import type { AuthOptions } from "next-auth";
import Credentials from "next-auth/providers/credentials";
import type { Provider } from "next-auth/providers/index";
import { OAuthProviderId } from "#contracts/sign-in.ts";
import type { Logger } from "#server/runtime/log.ts";
import { revokeSession } from "#server/store/session-store.ts";
import type { EgressPolicy } from "#transport/egress/egress-policy.ts";
import { explainOAuthError } from "./explain-oauth-error.ts";
import { findSignedIn } from "./find-actor.ts";
import { type AuthRequest, openSession, type SessionDeps } from "./open-session.ts";
import { githubProvider } from "./providers/github-provider.ts";
import type { ProviderUser } from "./providers/oauth-identity.ts";
import { oidcProvider } from "./providers/oidc-provider.ts";
import { safeNext } from "./safe-next.ts";
import { needsSecondFactor, SECOND_FACTOR_PATH, startSecondFactor } from "./second-factor.ts";
import { readCookie, sessionCookie } from "./session-cookie.ts";
import { describeWait, signInWithPassword } from "./sign-in.ts";
import { currentAttempt, type SignInAttempt } from "./sign-in-attempt.ts";
import type { ProviderSettings, SignInSettings } from "./sign-in-settings.ts";
import { type OAuthOutcome, welcomeOAuth } from "./welcome-oauth.ts";

export type AuthDeps = SessionDeps & { signIn: SignInSettings; log: Logger; egress: EgressPolicy };

/** Shown by the sign-in page as it is; any other failure is next-auth's code `CredentialsSignin`. */
const UNAVAILABLE = "Signing in does not work right now. Try again in a minute.";

/** For one request: `attempt` is where its callbacks leave what they find out. */
export function authOptions(deps: AuthDeps, request: AuthRequest, attempt: SignInAttempt): AuthOptions {
  const cookie = sessionCookie(deps.auth.appUrl);
  return {
    secret: deps.auth.secret,
    session: { strategy: "jwt", maxAge: cookie.maxAgeSec },
    cookies: { sessionToken: { name: cookie.name, options: cookie.options } },
    pages: { signIn: "/sign-in", error: "/sign-in" },
    providers: [
      passwordProvider(deps, request),
      ...deps.signIn.providers.map((settings) => createProvider(settings, deps.egress)),
    ],
    callbacks: {
      redirect: ({ url, baseUrl }) => `${baseUrl}${safeNext(url, baseUrl)}`,
      async signIn({ user, account, credentials }) {
        const outcome =
          account?.type === "credentials"
            ? { kind: "welcome" as const, userId: user.id, method: "password" as const }
            : await welcomeProvider(deps, request, { provider: account?.provider, user });
        const wanted = credentials?.callbackUrl ?? readCallbackUrl(deps, request);
        return settle(deps, attempt, { outcome, wanted });
      },
      async jwt({ token, user }) {
        if (user) return openWelcomed(deps, request, attempt);
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
      error(code, metadata) {
        const current = currentAttempt.getStore();
        if (current) current.problem ??= explainOAuthError(code, metadata);
        deps.log.warn({ code, detail: describe(metadata) }, "sign-in error");
      },
      warn: (code) => deps.log.debug({ code }, "sign-in warning"),
      debug: (code) => deps.log.debug({ code }, "sign-in"),
    },
  };
}

function createProvider(settings: ProviderSettings, egress: EgressPolicy): Provider {
  return settings.id === "github"
    ? (githubProvider(settings) as Provider)
    : (oidcProvider(settings, egress) as Provider);
}

function welcomeProvider(
  deps: AuthDeps,
  request: AuthRequest,
  answer: { provider: string | undefined; user: unknown },
): Promise<OAuthOutcome> {
  const provider = OAuthProviderId.parse(answer.provider);
  const { id, email, emailVerified, name } = answer.user as ProviderUser;
  return welcomeOAuth(deps, request, { provider, subject: id, email, emailVerified, name });
}

/** True: next-auth goes on to the session. An address: it goes there without one. */
async function settle(
  deps: AuthDeps,
  attempt: SignInAttempt,
  answer: { outcome: OAuthOutcome; wanted: unknown },
): Promise<boolean | string> {
  const { outcome, wanted } = answer;
  if (outcome.kind === "linking") return new URL(outcome.path, deps.auth.appUrl).href;
  if (outcome.kind === "refused") {
    attempt.problem = outcome.problem;
    return false;
  }
  const { userId, method } = outcome;
  if (await needsSecondFactor(deps.db, userId)) {
    const next = safeNext(wanted, deps.auth.appUrl);
    attempt.cookies.push(await startSecondFactor(deps, { userId, method, next }));
    return new URL(SECOND_FACTOR_PATH, deps.auth.appUrl).href;
  }
  attempt.welcome = { userId, method };
  return true;
}

async function openWelcomed(deps: AuthDeps, request: AuthRequest, attempt: SignInAttempt) {
  const { welcome } = attempt;
  if (welcome === null) throw new Error("Nobody has been let in by this request.");
  const { sessionId } = await openSession(deps, request, welcome);
  return { sub: welcome.userId, sessionId };
}

/** Where next-auth keeps the way back while somebody is at the provider. */
function readCallbackUrl(deps: AuthDeps, request: AuthRequest): string | null {
  const prefix = deps.auth.appUrl.startsWith("https:") ? "__Secure-" : "";
  const value = readCookie(request.headers, `${prefix}next-auth.callback-url`);
  if (value === null) return null;
  try {
    return decodeURIComponent(value);
  } catch {
    // A damaged cookie is the same as none.
    return null;
  }
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
  if (error && typeof error === "object" && "message" in error) return String(error.message);
  return String(error);
}
