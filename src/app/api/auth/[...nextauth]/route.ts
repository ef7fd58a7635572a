import type { NextRequest } from "next/server";
import { type AuthRouteContext, handleAuthRequest } from "#server/auth/handle-auth-request.ts";
import { appDeps } from "#server/trpc/app-deps.ts";

export const dynamic = "force-dynamic";

function handle(request: NextRequest, context: AuthRouteContext): Promise<Response> {
  return handleAuthRequest(appDeps(), request, context);
}

export { handle as GET, handle as POST };
