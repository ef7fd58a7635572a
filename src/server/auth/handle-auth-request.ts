import type { NextRequest } from "next/server";
import NextAuth from "next-auth";
import { type AuthDeps, authOptions } from "./auth-options.ts";
import { clientAddress } from "./client-address.ts";

export type AuthRouteContext = { params: Promise<{ nextauth: string[] }> };

/** Options are made per request: the sign-in is limited by address, and the session remembers where it began. */
export async function handleAuthRequest(
  deps: AuthDeps,
  request: NextRequest,
  context: AuthRouteContext,
): Promise<Response> {
  const address = clientAddress(request.headers, deps.auth.trustProxy);
  return NextAuth(request, context, authOptions(deps, { headers: request.headers, address }));
}
