import type { NextRequest } from "next/server";
import NextAuth from "next-auth";
import type { SignInProblem } from "#contracts/sign-in.ts";
import { OAuthProviderId } from "#contracts/sign-in.ts";
import { type AuthDeps, authOptions } from "./auth-options.ts";
import { clientAddress } from "./client-address.ts";
import { readSessionId } from "./current-actor.ts";
import { explainProviderAnswer } from "./explain-oauth-error.ts";
import { findSignedIn } from "./find-actor.ts";
import { SIGN_IN_METHODS_PATH } from "./link-intent.ts";
import { currentAttempt, newSignInAttempt } from "./sign-in-attempt.ts";

export type AuthRouteContext = { params: Promise<{ nextauth: string[] }> };

/** Options are made per request: the sign-in is limited by address, and the session remembers where it began. */
export async function handleAuthRequest(
  deps: AuthDeps,
  request: NextRequest,
  context: AuthRouteContext,
): Promise<Response> {
  const address = clientAddress(request.headers, deps.auth.trustProxy);
  const attempt = newSignInAttempt();
  const options = authOptions(deps, { headers: request.headers, address }, attempt);
  const answer: Response = await currentAttempt.run(attempt, () => NextAuth(request, context, options));

  const [action, provider] = (await context.params).nextauth;
  const isProvider = OAuthProviderId.safeParse(provider).success && /^(signin|callback)$/.test(action ?? "");
  const failed = isProvider && request.method !== "HEAD" && (await isFailure(answer));
  const response = failed
    ? await explainFailure(deps, { request, answer, problem: attempt.problem })
    : new Response(answer.body, answer);
  for (const cookie of attempt.cookies) response.headers.append("set-cookie", cookie);
  response.headers.set("cache-control", "private, no-store");
  response.headers.set("referrer-policy", "no-referrer");
  return response;
}

/** next-auth sends whoever fails to one of its own pages, as a redirect or as JSON for its client. */
async function isFailure(answer: Response): Promise<boolean> {
  const location = answer.headers.get("location") ?? (await readJsonUrl(answer));
  if (location === null) return answer.status >= 400;
  return /\/api\/auth\/(error|signin)\b|\/sign-in\?(.*&)?error=/.test(location);
}

async function readJsonUrl(answer: Response): Promise<string | null> {
  if (!answer.headers.get("content-type")?.startsWith("application/json")) return null;
  const body: unknown = await answer
    .clone()
    .json()
    .catch(() => null);
  return body && typeof body === "object" && "url" in body && typeof body.url === "string" ? body.url : null;
}

/** The page that tells what went wrong: by a closed code, and without a word of the provider's. */
async function explainFailure(
  deps: AuthDeps,
  failure: { request: NextRequest; answer: Response; problem: SignInProblem | null },
): Promise<Response> {
  const { request, answer } = failure;
  const providerSays = request.nextUrl.searchParams.get("error");
  const problem = providerSays === null ? (failure.problem ?? "failed") : explainProviderAnswer(providerSays);
  const sessionId = await readSessionId(deps.auth, request.headers);
  const signedIn = sessionId && (await findSignedIn(deps, { sessionId, at: deps.now() }));
  const page = new URL(signedIn ? SIGN_IN_METHODS_PATH : "/sign-in", deps.auth.appUrl);
  page.searchParams.set("problem", problem);

  const headers = new Headers();
  for (const cookie of answer.headers.getSetCookie()) headers.append("set-cookie", cookie);
  if ((await readJsonUrl(answer)) !== null) return Response.json({ url: page.href }, { headers });
  headers.set("location", page.href);
  return new Response(null, { status: 302, headers });
}
