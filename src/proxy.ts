import { type NextRequest, NextResponse } from "next/server";
import { sessionCookie } from "#server/auth/session-cookie.ts";

/** Saves a visitor without a session a round trip. It decides nothing: every call checks the session itself. */
export function proxy(request: NextRequest): NextResponse {
  const { name } = sessionCookie(process.env.NEXTAUTH_URL ?? request.nextUrl.origin);
  if (request.cookies.has(name)) return NextResponse.next();
  const target = new URL("/sign-in", request.url);
  target.searchParams.set("next", `${request.nextUrl.pathname}${request.nextUrl.search}`);
  return NextResponse.redirect(target);
}

export const config = { matcher: ["/monitors/:path*", "/system/:path*"] };
