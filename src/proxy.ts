import { type NextRequest, NextResponse } from "next/server";
import { hostNamesOf, readHost } from "#domain/status/read-host.ts";
import { sessionCookie } from "#server/auth/session-cookie.ts";
import { contentPolicy } from "#server/runtime/content-policy.ts";
import { documentHeaders } from "#server/runtime/document-headers.ts";

/** Behind them everything needs a session. */
const MEMBERS_ONLY =
  /^\/(monitors|incidents|alerts|maintenance|backtest|system|settings|account|welcome|status-pages|reports)(\/|$)/;

const DOMAIN_HEADER = "x-uptick-domain";

/**
 * Tells the installation's own host from domains of status pages, gives each document a nonce of its own and saves a
 * visitor without a session a round trip. It decides nothing: every call checks the session itself.
 */
export function proxy(request: NextRequest): NextResponse {
  const host = readHost(request.headers.get("host"), ownHosts());
  const { pathname } = request.nextUrl;
  if (host.kind === "malformed") return refuse(421, "This host is not served here.");
  if (host.kind === "custom") return showPage(request, host.domain);
  if (/^\/status\/(?:@|%40)/i.test(pathname)) return refuse(404, "Not found.");
  // Status pages say themselves what may be done with them.
  if (pathname.startsWith("/status/") || pathname.startsWith("/api/")) {
    return NextResponse.next({ request: { headers: withoutDomain(request) } });
  }
  return showDocument(request);
}

function ownHosts(): ReadonlySet<string> {
  const { NEXTAUTH_URL, UPTICK_HOSTS, VERCEL_URL, VERCEL_BRANCH_URL, VERCEL_PROJECT_PRODUCTION_URL } =
    process.env;
  return hostNamesOf([
    NEXTAUTH_URL,
    UPTICK_HOSTS,
    VERCEL_URL,
    VERCEL_BRANCH_URL,
    VERCEL_PROJECT_PRODUCTION_URL,
  ]);
}

/** Nothing but the page is there, whatever the path: whether the domain is proven is looked up where it is answered. */
function showPage(request: NextRequest, domain: string): NextResponse {
  const url = request.nextUrl.clone();
  if (url.hostname === "localhost") {
    // Next calls 127.0.0.1 localhost here and nowhere else: a rewrite would be taken for one to another server. The rule
    // in next.config.mjs does it instead.
    const headers = withoutDomain(request);
    headers.set(DOMAIN_HEADER, domain);
    return NextResponse.next({ request: { headers } });
  }
  url.pathname = `/status/@${domain}${url.pathname === "/" ? "" : url.pathname}`;
  return NextResponse.rewrite(url);
}

/** What the request says; only the proxy says which domain it is for. */
function withoutDomain(request: NextRequest): Headers {
  const headers = new Headers(request.headers);
  headers.delete(DOMAIN_HEADER);
  return headers;
}

function refuse(status: 404 | 421, text: string): NextResponse {
  return new NextResponse(text, {
    status,
    headers: {
      "content-type": "text/plain; charset=utf-8",
      "cache-control": "no-store",
      "content-security-policy": "default-src 'none'; frame-ancestors 'none'",
      "x-content-type-options": "nosniff",
    },
  });
}

function showDocument(request: NextRequest): NextResponse {
  const base = process.env.NEXTAUTH_URL ?? request.nextUrl.origin;
  const nonce = Buffer.from(crypto.getRandomValues(new Uint8Array(16))).toString("base64");
  const policy = contentPolicy({
    nonce,
    isHttps: base.startsWith("https:"),
    isDev: process.env.NODE_ENV === "development",
  });
  const response = answer(request, { base, policy, nonce });
  const isTls = request.headers.get("x-forwarded-proto") === "https";
  for (const [name, value] of documentHeaders(request.nextUrl.pathname, isTls)) {
    response.headers.set(name, value);
  }
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
  const headers = withoutDomain(request);
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

// Everything that may be a document, and everything that custom domains must not reach. Probes and the cron have a
// credential of their own and are welcome by any name. What is left out gets its headers from next.config.mjs.
export const config = {
  matcher: [
    "/((?!api/(?:probe|probe-rpc|cron)/|_next/|icons/|icon\\.svg$|push-worker\\.js$|manifest\\.webmanifest$).*)",
  ],
};
