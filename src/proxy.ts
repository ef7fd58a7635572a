import { type NextRequest, NextResponse } from "next/server";
import { sessionCookie } from "#server/auth/session-cookie.ts";
import { contentPolicy } from "#server/runtime/content-policy.ts";

/** Behind them everything needs a session. */
const MEMBERS_ONLY =
  /^\/(monitors|incidents|alerts|maintenance|backtest|system|settings|account|welcome|status-pages)(\/|$)/;

/**
 * Gives each document a nonce of its own and saves a visitor without a session a round trip. It decides nothing: every
 * call checks the session itself.
 */
export function proxy(request: NextRequest): NextResponse {
  const base = process.env.NEXTAUTH_URL ?? request.nextUrl.origin;
  const nonce = Buffer.from(crypto.getRandomValues(new Uint8Array(16))).toString("base64");
  const policy = contentPolicy({
    nonce,
    isHttps: base.startsWith("https:"),
    isDev: process.env.NODE_ENV === "development",
  });
  const response = answer(request, { base, policy, nonce });
  response.headers.set("content-security-policy", policy);
  return response;
}

type Document = { base: string; policy: string; nonce: string };

function answer(request: NextRequest, { base, policy, nonce }: Document): NextResponse {
  if (MEMBERS_ONLY.test(request.nextUrl.pathname) && !request.cookies.has(sessionCookie(base).name)) {
    return NextResponse.redirect(signInFor(request), {
      headers: { "cache-control": "private, no-store" },
    });
  }
  // Next reads the nonce from the policy for its scripts, the root layout from the other header for next-themes.
  const headers = new Headers(request.headers);
  headers.set("content-security-policy", policy);
  headers.set("x-nonce", nonce);
  return NextResponse.next({ request: { headers } });
}

/** Comes back here afterwards; the dashboard's first page needs no saying. */
function signInFor(request: NextRequest): URL {
  const signIn = new URL("/sign-in", request.url);
  const wanted = new URL(request.nextUrl.pathname + request.nextUrl.search, request.url);
  wanted.searchParams.delete("_rsc");
  const path = `${wanted.pathname}${wanted.search}`;
  if (path !== "/monitors") signIn.searchParams.set("next", path);
  return signIn;
}

// Everything that may be a document. What is left out gets its headers from next.config.mjs.
export const config = {
  matcher: ["/((?!api/|_next/|icons/|embed/|icon\\.svg$|push-worker\\.js$|manifest\\.webmanifest$).*)"],
};
