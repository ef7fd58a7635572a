import type { SignInMethod, SignInProblem } from "#contracts/sign-in.ts";
import type { Db } from "#server/store/prisma.ts";
import { readSessionId } from "./current-actor.ts";
import { findSignedIn } from "./find-actor.ts";
import { offerIdentity, SIGN_IN_METHODS_PATH, takeStarted } from "./link-intent.ts";
import type { AuthRequest, SessionDeps } from "./open-session.ts";
import type { OAuthIdentity } from "./providers/oauth-identity.ts";
import { resolveIdentity } from "./resolve-identity.ts";
import type { SignInSettings } from "./sign-in-settings.ts";

export type OAuthOutcome =
  | { kind: "welcome"; userId: string; method: SignInMethod }
  /** The signed-in person has to say yes there. */
  | { kind: "linking"; path: string }
  | { kind: "refused"; problem: SignInProblem };

type OAuthDeps = SessionDeps & { db: Db; signIn: SignInSettings };

/** What an identity that a provider has just proven means: a link for whoever set out to make one, else a sign-in. */
export async function welcomeOAuth(
  deps: OAuthDeps,
  request: AuthRequest,
  identity: OAuthIdentity,
): Promise<OAuthOutcome> {
  if (identity.subject === "") return { kind: "refused", problem: "provider_failed" };
  if (await isLinking(deps, request, identity)) return { kind: "linking", path: SIGN_IN_METHODS_PATH };

  const from = { address: request.address, at: deps.now() };
  const resolved = await resolveIdentity(deps, identity, from);
  if (resolved.kind === "refused") return resolved;
  return { kind: "welcome", userId: resolved.userId, method: identity.provider };
}

async function isLinking(deps: OAuthDeps, request: AuthRequest, identity: OAuthIdentity): Promise<boolean> {
  const sessionId = await readSessionId(deps.auth, request.headers);
  const signedIn = sessionId && (await findSignedIn(deps, { sessionId, at: deps.now() }));
  if (!signedIn) return false;
  const { userId } = signedIn.identity;
  const holder = { userId, sessionId };
  if (!(await takeStarted(deps, holder, identity.provider))) return false;
  await offerIdentity(deps, holder, identity);
  return true;
}
