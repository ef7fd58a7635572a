import { type NextRequest, NextResponse } from "next/server";
import { sessionCookie } from "#server/auth/session-cookie.ts";

/** Saves a visitor without a session a round trip. It decides nothing: every call checks the session itself. */
export function proxy(request: NextRequest): NextResponse {
  const { name } = sessionCookie(process.env.NEXTAUTH_URL ?? request.nextUrl.origin);
  if (request.cookies.has(name)) return NextResponse.next();
  return NextResponse.redirect(new URL("/sign-in", request.url));
}

export const config = {
  matcher: [
    "/monitors/:path*",
    "/incidents/:path*",
    "/alerts/:path*",
    "/maintenance/:path*",
    "/system/:path*",
  ],
};
